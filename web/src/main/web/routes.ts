// Every page of the app. The server has to know the first segment of each path, too: space-gateway's AppPages.

import { monitorMessages } from './monitor/messages.ts';
import { signInMessages } from './signin/messages.ts';
import { titles } from './titles.ts';
import type { Route } from './core/router.ts';

export interface AppRoute extends Route {
  /** Its name in the main navigation, if it stands there. */
  readonly navigation?: () => string;
}

export const HOME = '/monitor';
export const SIGN_IN = '/signin';

export const routes: readonly AppRoute[] = [
  {
    path: '/monitor',
    element: 'monitor-page',
    load: () => import('./monitor/page.ts'),
    title: () => monitorMessages().title,
    navigation: () => monitorMessages().title,
    access: 'signed-in',
  },
  {
    path: '/spaces',
    element: 'spaces-page',
    load: () => import('./spaces/catalogue.ts'),
    title: () => titles().spaces,
    navigation: () => titles().spaces,
    access: 'signed-in',
  },
  {
    path: '/spaces/:id',
    element: 'space-page',
    load: () => import('./spaces/space.ts'),
    title: () => titles().space,
    access: 'signed-in',
  },
  {
    path: '/requests',
    element: 'requests-page',
    load: () => import('./spaces/requests.ts'),
    title: () => titles().requests,
    access: 'signed-in',
  },
  {
    path: '/requests/:id',
    element: 'request-page',
    load: () => import('./spaces/requests.ts'),
    title: () => titles().request,
    access: 'signed-in',
  },
  {
    path: '/account',
    element: 'account-page',
    load: () => import('./account/page.ts'),
    title: () => titles().account,
    access: 'signed-in',
  },
  {
    path: '/manage',
    element: 'manage-overview',
    load: () => import('./manage/overview.ts'),
    title: () => titles().overview,
    navigation: () => titles().manage,
    access: 'admin',
  },
  {
    path: '/manage/spaces',
    element: 'manage-spaces',
    load: () => import('./manage/spaces.ts'),
    title: () => titles().spaces,
    access: 'admin',
  },
  {
    path: '/manage/spaces/new',
    element: 'space-editor',
    load: () => import('./manage/space-editor.ts'),
    title: () => titles().newSpace,
    access: 'admin',
  },
  {
    path: '/manage/spaces/:id',
    element: 'space-editor',
    load: () => import('./manage/space-editor.ts'),
    title: () => titles().editSpace,
    access: 'admin',
  },
  {
    path: '/manage/workers',
    element: 'manage-workers',
    load: () => import('./manage/workers.ts'),
    title: () => titles().workers,
    access: 'admin',
  },
  {
    path: '/manage/queue',
    element: 'manage-queue',
    load: () => import('./manage/queue.ts'),
    title: () => titles().queue,
    access: 'admin',
  },
  {
    path: '/manage/keys',
    element: 'manage-keys',
    load: () => import('./manage/keys.ts'),
    title: () => titles().keys,
    access: 'admin',
  },
  {
    path: '/manage/accounts',
    element: 'manage-accounts',
    load: () => import('./manage/accounts.ts'),
    title: () => titles().accounts,
    access: 'admin',
  },
  {
    path: '/manage/audit',
    element: 'manage-audit',
    load: () => import('./manage/audit.ts'),
    title: () => titles().audit,
    access: 'admin',
  },
  {
    path: SIGN_IN,
    element: 'sign-in-page',
    load: () => import('./signin/page.ts'),
    title: () => signInMessages().signIn,
    access: 'anyone',
  },
  {
    path: '/signup',
    element: 'sign-up-page',
    load: () => import('./signin/page.ts'),
    title: () => signInMessages().signUp,
    access: 'anyone',
  },
];
