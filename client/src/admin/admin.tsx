import { show } from '../look/show.js';
import { AdminPage } from './admin-page.js';

show(<AdminPage />);
