import { EksctlLine } from '../output/types';
import { classifiedTexts } from './__fixtures__/classifiedTexts';
import {
  Context,
  failureTexts,
  innocentTexts,
} from './__fixtures__/failureTexts';
import { classifyFailure } from './classifyFailure';
import { failureKinds } from './failureKinds';
import { FailureEvidence } from './types';

const exit = { kind: 'failed', exitCode: 1 } as const;

/** The last line of eksctl. */
const lastWords = (text: string): EksctlLine => ({
  level: 'raw',
  stream: 'stderr',
  text: `Error: ${text}`,
});

const critical = (text: string): EksctlLine => ({
  level: 'critical',
  stream: 'stdout',
  text,
});

/** The evidence that the engine has when the text occurs there. */
function evidenceOf(context: Context, text: string): FailureEvidence {
  switch (context) {
    case 'created':
    case 'deleted':
      return {
        exit,
        lines: [
          critical('waiter state transitioned to Failure'),
          lastWords('failed to create cluster "demo"'),
        ],
        stackEvents: [
          {
            logicalId: 'Part',
            resourceType: 'AWS::EKS::Nodegroup',
            status: context === 'created' ? 'CREATE_FAILED' : 'DELETE_FAILED',
            reason: text,
          },
        ],
      };
    case 'printed':
      return {
        exit,
        lines: [
          critical('unexpected status "ROLLBACK_IN_PROGRESS" while waiting'),
          critical(
            `AWS::EKS::Nodegroup/ManagedNodeGroup: CREATE_FAILED –\u00a0${JSON.stringify(
              text,
            )}`,
          ),
          critical('ResourceNotReady: failed waiting for successful state'),
          lastWords('failed to create cluster "demo"'),
        ],
      };
    default:
      return { exit, lines: [lastWords(text)], during: context };
  }
}

const rows = Object.entries(failureTexts).flatMap(([kind, texts]) =>
  texts.map(([context, text]) => ({ kind, context, text })),
);

function kindOf(context: Context, text: string): string | undefined {
  const { operatorMessage } = classifyFailure(evidenceOf(context, text));
  return Object.entries(failureKinds).find(
    ([, kind]) => kind.operatorMessage === operatorMessage,
  )?.[0];
}

describe('public failure texts', () => {
  it('are many, and each of them once', () => {
    const texts = rows.map(({ context, text }) => `${context} ${text}`);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.length).toBeGreaterThanOrEqual(150);
  });

  it.each(rows)('$kind: $context: $text', ({ kind, context, text }) => {
    expect(kindOf(context, text)).toBe(kind);
  });

  it.each(classifiedTexts)('%s: %s: %s', (context, text, expected) => {
    expect(classifyFailure(evidenceOf(context, text)).class).toBe(expected);
  });

  it.each(innocentTexts)('%s: %s', (context, text, kind) => {
    expect(kindOf(context, text)).toBe(kind);
  });
});
