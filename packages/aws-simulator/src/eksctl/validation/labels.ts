import { NodegroupConfig } from '../config';
import { listOf, Refusals } from './refusals';

const EFFECTS = ['NoSchedule', 'NoExecute', 'PreferNoSchedule'];
/** Labels with a prefix of Kubernetes that a kubelet may set itself. */
const OF_KUBELET =
  /^(?:(?:[\w.-]+\.)?(?:kubelet|node)\.kubernetes\.io\/|(?:kubernetes\.io\/(?:hostname|arch|os)|beta\.kubernetes\.io\/(?:arch|os|instance-type)|topology\.kubernetes\.io\/(?:zone|region)|failure-domain\.beta\.kubernetes\.io\/(?:zone|region))$)/;

export function* taintRefusals({ taints }: NodegroupConfig): Refusals {
  for (const { key, effect } of listOf(taints)) {
    if (!key) {
      yield 'taint key must be non-empty';
    }
    if (!EFFECTS.includes(effect)) {
      yield `invalid taint effect: ${effect}, unsupported taint effect. Valid taint effects are: NoSchedule, NoExecute and PreferNoSchedule`;
    }
  }
}

export function* labelRefusals({ labels }: NodegroupConfig): Refusals {
  const disallowed: string[] = [];
  for (const label of Object.keys(labels ?? {})) {
    const [domain, ...rest] = label.split('/');
    if (rest.length > 1) {
      yield `node label key "${label}" is of invalid format, can only use one '/' separator`;
    }
    if (
      rest.length === 1 &&
      /(?:^|\.)(?:kubernetes|k8s)\.io$/.test(domain) &&
      !OF_KUBELET.test(label)
    ) {
      disallowed.push(label);
    }
  }
  if (disallowed.length > 0) {
    yield `the following nodegroup labels are disallowed as they have reserved prefixes [kubernetes.io/, k8s.io/]: [${disallowed.join(
      ' ',
    )}]`;
  }
}
