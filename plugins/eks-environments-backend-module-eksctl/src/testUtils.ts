/**
 * The parts of the provisioner for tests that run it inside the backend.
 *
 * @packageDocumentation
 */
export * from './accounts';
export { KubernetesBreakers } from './accounts/KubernetesBreakers';
export { createEksctlModule } from './createEksctlModule';
export * from './dryRun';
export { judgeDryRun } from './dryRun/judgeDryRun';
export { plainSentence } from './dryRun/plainSentence';
export * from './eksctlProvisioner';
export { eksctlFailures } from './failures/eksctlFailures';
export * from './fleet';
export { buildWithDefaults } from './planning/buildWithDefaults';
export * from './planning/eksctlPlanning';
export { createPhases, deletePhases } from './procedures/phases';
export {
  ReadinessTimeout,
  verifyUntilReady,
} from './procedures/verifyUntilReady';
export type { EksctlConfig } from './readEksctlConfig';
export { tagLeaseEnd } from './tagLeaseEnd';
export { everyPair, everyShape } from './testUtils/clusterShapes';
export { finished } from './testUtils/finished';
