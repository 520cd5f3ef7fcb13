export { headquartersRoutes } from './routes.ts';
