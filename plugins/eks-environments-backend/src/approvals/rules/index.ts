import type { ApprovalRule } from 'backstage-plugin-eks-environments-node';
import { blueprintRule } from './blueprint';

/** The built-in rules. */
export const builtInRules: readonly ApprovalRule[] = [blueprintRule];
