import type { ApprovalRule } from 'backstage-plugin-eks-environments-node';
import { blueprintRule } from './blueprint';

/** The rules that every portal has. */
export const builtInRules: readonly ApprovalRule[] = [blueprintRule];
