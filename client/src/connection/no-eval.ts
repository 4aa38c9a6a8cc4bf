import { config } from 'zod';

// It would compile its checks, and our pages may not make code from text: browsers write down each try as an attack. To be
// imported before any of the shapes is.
config({ jitless: true });
