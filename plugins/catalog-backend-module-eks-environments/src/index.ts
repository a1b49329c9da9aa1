/**
 * Environments as resources and blueprints as templates in the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleEksEnvironments as default } from './module';
