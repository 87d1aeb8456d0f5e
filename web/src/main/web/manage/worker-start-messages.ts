import { translations } from '../core/i18n.ts';

export const workerStartMessages = translations({
  en: {
    heading: 'Start a worker',
    needsKey: 'Workers of this space sign in with an access key. Make one; the command to start a worker comes with it.',
    makeKey: 'Make a key and show the command',
    keyName: (space: string) => `Worker for ${space}`,
    run: 'Run this where PulseGate’s code is. It starts a worker that pretends to be a model; --handler makes it a real one.',
    shownOnce: 'The key is shown this once. It can be revoked under Manage, Access keys.',
    waiting: 'Waiting for the worker to connect…',
    copy: 'Copy',
    copied: 'The command is copied.',
  },
  'zh-Hant': {
    heading: '啟動工作節點',
    needsKey: '此空間的工作節點須以存取金鑰登入。建立金鑰後，即會顯示啟動指令。',
    makeKey: '建立金鑰並顯示指令',
    keyName: space => `${space} 的工作節點`,
    run: '請在 PulseGate 程式碼所在的目錄執行。這會啟動一個模擬模型的工作節點；以 --handler 可換成真正的模型。',
    shownOnce: '金鑰只顯示這一次。可在「管理」的「存取金鑰」中撤銷。',
    waiting: '等待工作節點連線…',
    copy: '複製',
    copied: '已複製指令。',
  },
  'zh-Hans': {
    heading: '启动工作节点',
    needsKey: '此空间的工作节点须使用访问密钥登录。创建密钥后，即会显示启动命令。',
    makeKey: '创建密钥并显示命令',
    keyName: space => `${space} 的工作节点`,
    run: '请在 PulseGate 代码所在的目录运行。这会启动一个模拟模型的工作节点；使用 --handler 可换成真正的模型。',
    shownOnce: '密钥只显示这一次。可在“管理”的“访问密钥”中吊销。',
    waiting: '等待工作节点连接…',
    copy: '复制',
    copied: '已复制命令。',
  },
});
