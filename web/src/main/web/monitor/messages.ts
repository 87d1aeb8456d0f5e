import { translations } from '../core/i18n.ts';
export const monitorMessages = translations({ en: { title: 'Monitor' }, 'zh-Hant': { title: '監測' }, 'zh-Hans': { title: '监测' } });
