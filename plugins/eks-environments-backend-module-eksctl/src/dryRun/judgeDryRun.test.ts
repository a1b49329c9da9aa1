import type { EksctlExit, EksctlLine } from 'backstage-plugin-eksctl-node';
import { judgeDryRun } from './judgeDryRun';

const failed: EksctlExit = { kind: 'failed', exitCode: 1 };

function said(...texts: string[]): EksctlLine[] {
  return texts.map(text => ({ level: 'raw', stream: 'stderr', text }));
}

describe('judgeDryRun', () => {
  it('accepts what eksctl accepts', () => {
    expect(judgeDryRun({ kind: 'success' }, [])).toEqual({ kind: 'accepted' });
  });

  it.each([
    [
      'nodeGroups[0].volumeEncrypted cannot be set without nodeGroups[0].volumeSize',
      'nodeGroups[0].volumeEncrypted cannot be set without nodeGroups[0].volumeSize',
      'nodeGroups[0].volumeEncrypted',
    ],
    [
      'loading config file "cluster.yaml": error unmarshaling JSON: while decoding JSON: json: unknown field "desiredCapcity"',
      'unknown field "desiredCapcity"',
      undefined,
    ],
    [
      'loading config file "cluster.yaml": error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go struct field ManagedNodeGroup.managedNodeGroups.minSize of type int',
      'cannot unmarshal string into the field managedNodeGroups.minSize of type int',
      'managedNodeGroups.minSize',
    ],
    [
      'loading config file "cluster.yaml": error converting YAML to JSON: yaml: line 17: did not find expected node content',
      'yaml: line 17: did not find expected node content',
      undefined,
    ],
    [
      'launchTemplate.id is required if launchTemplate is set (managedNodeGroups[0].launchTemplate)',
      'launchTemplate.id is required if launchTemplate is set (managedNodeGroups[0].launchTemplate)',
      'managedNodeGroups[0].launchTemplate',
    ],
    [
      "operation error EC2: DescribeVpcs, https response error StatusCode: 400, RequestID: 7d6a, api error InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist",
      "EC2 DescribeVpcs: InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist",
      undefined,
    ],
    ['Something new%!(EXTRA string=x)', 'Something new', undefined],
  ])('refuses with the sentence of eksctl: %s', (text, sentence, path) => {
    expect(judgeDryRun(failed, said(`Error: ${text}`))).toEqual({
      kind: 'refused',
      sentence,
      ...(path === undefined ? {} : { path }),
    });
  });

  it('reads an error of several lines', () => {
    expect(
      judgeDryRun(
        failed,
        said(
          'Error: invalid settings:',
          '- the first is wrong',
          'Error: so is the second',
        ),
      ),
    ).toMatchObject({
      sentence:
        'invalid settings: - the first is wrong Error: so is the second',
    });
  });

  it('refuses what eksctl refuses without a reason', () => {
    expect(judgeDryRun(failed, [])).toEqual({
      kind: 'refused',
      sentence: 'eksctl gave no reason',
    });
  });

  it('refuses what eksctl crashes over', () => {
    expect(
      judgeDryRun(
        { kind: 'panicked' },
        said(
          'panic: runtime error: invalid memory address or nil pointer dereference',
          'goroutine 1 [running]:',
        ),
      ),
    ).toEqual({
      kind: 'refused',
      sentence:
        'eksctl crashed while it read this config (panic: runtime error: invalid memory address or nil pointer dereference)',
    });
  });

  it.each<[string, EksctlExit, EksctlLine[]]>([
    ['eksctl is missing', { kind: 'notStarted', reason: 'ENOENT' }, []],
    ['eksctl was killed', { kind: 'signalled', signal: 'SIGKILL' }, []],
    ['a wrapper does not find it', { kind: 'failed', exitCode: 127 }, []],
    ['a wrapper saw it killed', { kind: 'failed', exitCode: 137 }, []],
    [
      'the machine has no memory',
      { kind: 'panicked' },
      said('fatal error: runtime: out of memory'),
    ],
    [
      'the credentials have expired',
      failed,
      said(
        'Error: operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: 1, api error ExpiredToken: expired',
      ),
    ],
  ])('refuses nothing where %s', (_, exit, lines) => {
    expect(judgeDryRun(exit, lines).kind).toBe('unchecked');
  });

  it('says what kept eksctl from it, and shows no secrets', () => {
    expect(
      judgeDryRun(
        failed,
        said(
          'Error: operation error EC2: DescribeVpcs, https response error StatusCode: 403, RequestID: 1, api error UnauthorizedOperation: password=hunter2hunter2 is not authorized',
        ),
      ),
    ).toEqual({
      kind: 'unchecked',
      reason:
        'The portal may not ask AWS what the check needs: EC2 DescribeVpcs: UnauthorizedOperation: password=[REDACTED] is not authorized',
    });
  });
});
