/** Items of a cost in the words of the pages. */
const labels: { [name: string]: string | undefined } = {
  'control-plane': 'Control plane',
  nodes: 'Nodes',
  disk: 'Disks',
  monitoring: 'Monitoring',
  nat: 'NAT gateways',
  'vpc-endpoints': 'VPC endpoints',
  ipv4: 'IPv4 addresses',
};

/** What an item of a cost is called; a name that a newer backend made up stays as it is. */
export function costItemLabel(name: string): string {
  return labels[name] ?? name;
}
