import { fullConfig } from './fullConfig';
import {
  type KillPoint,
  killPoints,
  nodePoints,
  pointsBetween,
  vpcCniPoints,
} from './killPoints';
import {
  fargate,
  ipv6,
  oidcRoles,
  podIdentity,
  teamCluster,
  withoutOidc,
} from './resumeConfigs';

const [afterAddons, afterOidcProvider, whileRole, beforeUpdate] = vpcCniPoints;
const [beforeNodes, whileNodes] = nodePoints;

/** A config, and the points at which its creation is killed. */
export interface ResumeCase {
  /** Completes "a creation of …". */
  name: string;
  config: (clusterName: string, environmentId: string) => string;
  points: KillPoint[];
}

/** Every kill point, of a config with every kind of part. */
export const everyPoint: ResumeCase[] = [
  { name: 'every kind of part', config: fullConfig, points: killPoints },
];

/** Other configs, at the points where their parts get their permissions. */
export const permissionPoints: ResumeCase[] = [
  {
    name: 'the team cluster of the examples',
    config: teamCluster,
    points: [
      ...pointsBetween([
        'vpc-cni',
        'coredns',
        'kube-proxy',
        'eks-pod-identity-agent',
      ]),
      ...vpcCniPoints,
      ...nodePoints,
    ],
  },
  {
    name: 'roles through the OIDC provider',
    config: oidcRoles,
    points: [afterAddons, beforeUpdate, beforeNodes, whileNodes],
  },
  {
    name: 'pod identity associations',
    config: podIdentity,
    points: [afterAddons, afterOidcProvider, beforeNodes],
  },
  {
    name: 'IPv6',
    config: ipv6,
    points: [afterAddons, whileRole, beforeNodes],
  },
  {
    name: 'Fargate alone',
    config: fargate,
    points: [afterAddons, beforeUpdate],
  },
  {
    name: 'no OIDC provider',
    config: withoutOidc,
    points: [afterAddons, whileNodes],
  },
];
