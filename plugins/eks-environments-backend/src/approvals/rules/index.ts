import type { ApprovalRule } from 'backstage-plugin-eks-environments-node';
import { blueprintRule } from './blueprint';

export const builtInRules: readonly ApprovalRule[] = [blueprintRule];
