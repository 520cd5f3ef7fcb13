import { serveAsChild } from './child.ts';

await serveAsChild();
