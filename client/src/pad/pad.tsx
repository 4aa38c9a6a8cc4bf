import { show } from '../look/show.js';
import { PadPage } from './pad-page.js';
import { StartPage } from './start-page.js';

const [, , match] = location.pathname.split('/');

show(match === undefined ? <StartPage /> : <PadPage id={match} />);
