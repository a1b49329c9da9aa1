import { redact } from './redact';

const jwt =
  'eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJzdWIiOiJzeXN0ZW06YWRtaW4ifQ.c2lnbmF0dXJl-_x';
const certificate = Buffer.from(
  '-----BEGIN CERTIFICATE-----\nMIIDBTCCAe2gAwIBAgIIC\n-----END CERTIFICATE-----\n',
).toString('base64');
const sessionToken = `IQoJb3JpZ2luX2VjEHMaCWV1LXdlc3QtMSJHMEUCIQ${'Dq9/+x'.repeat(
  40,
)}==`;
const secretKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'; // the example of the AWS documentation, without a digit
const usualSecretKey = 'wJ4lrXUtnF3MI/K7MD5NG/bPxRfiCY2XAMPL8KEY';

describe('redact', () => {
  it.each([
    ['key AKIAIOSFODNN7EXAMPLE here', 'AKIAIOSFODNN7EXAMPLE'],
    ['ASIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPLE'],
    ['id_ASIAIOSFODNN7EXAMPLE_x', 'ASIAIOSFODNN7EXAMPLE'],
    ['ABIAIOSFODNN7EXAMPLE', 'ABIAIOSFODNN7EXAMPLE'],
    [`AWS_SECRET_ACCESS_KEY=${secretKey}`, 'wJalrXUtnFEMI'],
    [`"SecretAccessKey": "${secretKey}"`, 'wJalrXUtnFEMI'],
    [`aws configure: ASIAIOSFODNN7EXAMPLE ${usualSecretKey}`, 'wJ4lrXUtnF3MI'],
    ['aws_session_token = FwoGZXIvYXdzEBY', 'FwoGZXIvYXdzEBY'],
    ['"SessionToken":"FwoGZXIvYXdzEBY"', 'FwoGZXIvYXdzEBY'],
    [`got ${sessionToken} from STS`, 'X2VjEHMaCWV1'],
    ['token k8s-aws-v1.aHR0cHM6Ly9zdHM_x-y', 'aHR0cHM6'],
    [`{"token":"${jwt}"}`, 'c2lnbmF0dXJl'],
    [`cut off: ${jwt.slice(0, 70)}`, 'eyJzdWIi'],
    ['Authorization: AWS4-HMAC-SHA256 Credential=x, Signature=abc', 'abc'],
    ['authorization: Bearer abc.def-ghi', 'abc.def'],
    ['"Authorization": "Basic dXNlcjpwYXNz"', 'dXNlcjpw'],
    ['curl -H "bearer abc.def-ghi"', 'abc.def'],
    ['Set-Cookie: session=s3cr3t; Path=/', 's3cr3t'],
    ['x-api-key: s3cr3t', 's3cr3t'],
    [
      'remote: ghp_16C7e42F292c6912E7710c838347Ae178B4a',
      'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
    ],
    [
      'github_pat_11ABCDEFG0abcdefghijklm_nopqrstuvwxyz0123456789',
      'nopqrstuvwxyz',
    ],
    ['GITLAB: glpat-abcdefghij_klmnopqrs', 'abcdefghij_'],
    ['https://user:hunter2@example.com/x', 'hunter2'],
    ['postgres://user:hunter2@db/x', 'hunter2'],
    ['password=hunter2', 'hunter2'],
    ['POSTGRES_PASSWORD: hunter2', 'hunter2'],
    ['"refresh_token":"1//0abc"', '0abc'],
    ['https://sts/?X-Amz-Signature=abcdef0123&x=1', 'abcdef0123'],
    ['https://sts/?X-Amz-Security-Token=Fwo%2F&x=1', 'Fwo%2F'],
    ['X-Amz-Security-Token: Fwo/abc', 'Fwo/abc'],
    [
      '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----',
      'MIIEow',
    ],
    ['-----BEGIN PRIVATE KEY-----\nMIIEow cut off', 'MIIEow'],
    ['-----BEGIN CERTIFICATE-----\nMIIEow cut off', 'MIIEow'],
    [`    certificate-authority-data: ${certificate}`, 'LS0tLS1CRUdJTi'],
    [`"certificateAuthorityData":"${'QUJD'.repeat(20)}="`, 'QUJDQUJD'],
    [`client-key-data: ${'QUJD'.repeat(20)}`, 'QUJDQUJD'],
  ])('hides the secret in %j', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
    expect(redact(text)).toContain('[REDACTED]');
  });

  it('keeps what is around a secret', () => {
    expect(redact('https://user:hunter2@example.com/x?y=1')).toBe(
      'https://user:[REDACTED]@example.com/x?y=1',
    );
    expect(redact(`a ${usualSecretKey} b`)).toBe('a [REDACTED] b');
  });

  it.each([
    'commit 3f786850e387550fdab836ed7e6dc881de23001b', // hexadecimal, no key
    'arn:aws:cloudformation:eu-west-1:111122223333:stack/eksctl-shop-x7k2-nodegroup-workers/5f8a1b20-c6d1-11f0-a5d2-0a1b2c3d4e5f',
    'arn:aws:iam::111122223333:role/eksctl-shop-x7k2-nodegroup-wo-NodeInstanceRole-Ab3dEfGh1jKl',
    'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/k8s-default-shop-0123456789/0123456789abcdef',
    'https://0123456789ABCDEF0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com',
    'The security token included in the request is expired',
    'creating addon: vpc-cni, version v1.20.4-eksbuild.2',
  ])('changes nothing in %j', text => {
    expect(redact(text)).toBe(text);
  });

  it.each([
    'a',
    'A1a',
    'a.',
    'password ',
    'eyJaaaaaaaaa.',
    'x://',
    'LS0tLS1CRUdJTi',
    'certificate-authority',
    '-----BEGIN A-----',
    'bearer ',
  ])('is quick with a long line of %j', piece => {
    const text = piece.repeat(Math.ceil(65_536 / piece.length));
    const start = performance.now();
    redact(text);
    // Normally milliseconds; a backtracking pattern takes many seconds.
    expect(performance.now() - start).toBeLessThan(1_500);
  });
});
