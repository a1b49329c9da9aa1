import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError, toError } from '@backstage/errors';
import type {
  AnyRequestType,
  Pause,
  RequestProposal,
} from 'backstage-plugin-eks-environments-node';
import { z } from 'zod';
import { inTime } from '../../../operations';
import { PLAN_FAILED } from '../../findings';

const MAXIMUM_ENTRIES = 50;
const MAXIMUM_DETAILS = 64 * 1024; // bytes

const text = z.string().max(2000);

/** What a proposal must be for pages to show it and the database to store it. */
const proposalSchema = z.object({
  findings: z
    .array(
      z.object({
        severity: z.enum(['error', 'warning', 'info']),
        code: text,
        message: text,
        field: text.optional(),
      }),
    )
    .max(MAXIMUM_ENTRIES),
  changes: z
    .array(
      z.object({
        code: text,
        title: text,
        format: z.enum(['text', 'time', 'duration']),
        before: text.optional(),
        after: text,
      }),
    )
    .max(MAXIMUM_ENTRIES),
  lease: text.optional(),
  personDecides: text.optional(),
  details: z
    .object({})
    .passthrough()
    .refine(
      details => Buffer.byteLength(JSON.stringify(details)) <= MAXIMUM_DETAILS,
      `must have at most ${MAXIMUM_DETAILS} bytes as JSON`,
    ),
});

/**
 * Calls the `plan` of a request type. If it fails, is late or proposes what is not valid, the plan is refused.
 *
 * @throws InputError, NotFoundError of the type
 */
export async function callPlan(
  { type }: AnyRequestType,
  call: () => Promise<RequestProposal>,
  { pause, logger }: { pause: Pause; logger: Pick<LoggerService, 'error'> },
): Promise<RequestProposal> {
  try {
    const proposal = await inTime(pause, call);
    proposalSchema.parse(proposal);
    return proposal as RequestProposal;
  } catch (error) {
    if (isAboutInput(error)) {
      throw error;
    }
    logger.error(
      `plan of the request type ${type} failed; the plan is refused`,
      toError(error),
    );
    return failedProposal(type);
  }
}

function isAboutInput(error: unknown): boolean {
  return isError(error) && ['InputError', 'NotFoundError'].includes(error.name);
}

function failedProposal(type: string): RequestProposal {
  return {
    findings: [
      {
        severity: 'error',
        code: PLAN_FAILED,
        params: { type },
        message: `The plan of the request type ${type} failed; the platform team finds the reason in the log of the backend`,
      },
    ],
    changes: [],
    details: {},
  };
}
