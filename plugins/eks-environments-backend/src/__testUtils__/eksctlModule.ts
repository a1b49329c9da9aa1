/*
 * The parts of the provisioner that tests run inside the engine. Its package exports only the module, so they are taken from its source.
 */
// eslint-disable-next-line @backstage/no-forbidden-package-imports
export * from 'backstage-plugin-eks-environments-backend-module-eksctl/src/testUtils';
