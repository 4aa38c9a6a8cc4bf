import { render } from 'preact';
import { FrontPage } from './front-page.js';

const page = document.querySelector('#page');
if (page !== null) render(<FrontPage />, page);
