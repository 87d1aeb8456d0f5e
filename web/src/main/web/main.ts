// Where the app begins: what it remembers of this browser first, so that the first picture is right.

import { startLocale } from './core/i18n.ts';
import { startTheme } from './core/theme.ts';
import './shell/app.ts';

startLocale();
startTheme();
