import { show } from '../look/show.js';
import { FrontPage } from './front-page.js';

show(<FrontPage />);
