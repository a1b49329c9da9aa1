import { AwsError, validationError } from '../server/AwsError';
import {
  Region,
  Stack,
  StackResource,
  StackStatus,
  Tags,
} from '../world/model';
import { authorizationsOfResource, Direction } from '../iam/resourceDemands';
import { AuthorizationLog } from '../iam/Authorization';
import { World } from '../world/World';
import { uuid } from '../world/ids';
import { AUTO_SCALING_RESOURCE_TYPES } from './autoScalingResourceTypes';
import { EC2_RESOURCE_TYPES } from './ec2ResourceTypes';
import { EKS_RESOURCE_TYPES } from './eksResourceTypes';
import { IAM_RESOURCE_TYPES } from './iamResourceTypes';
import { ResourceContext, ResourceFailure, ResourceType } from './resourceType';
import {
  Scope,
  Template,
  dependenciesOf,
  importedNames,
  parseTemplate,
  resolve,
} from './template';

const RESOURCE_TYPES: Record<string, ResourceType> = {
  ...EC2_RESOURCE_TYPES,
  ...AUTO_SCALING_RESOURCE_TYPES,
  ...EKS_RESOURCE_TYPES,
  ...IAM_RESOURCE_TYPES,
};
/** CloudFormation accepts unknown types; here they are only names. */
const UNKNOWN_TYPE: ResourceType = { createSeconds: 5, deleteSeconds: 5 };
const SECONDS_TO_FAIL = 8;
const KEPT_DELETED_STACKS = 100;
const CANCELLED = 'Resource creation cancelled';

export interface NewStack {
  accountId: string;
  region: string;
  name: string;
  template: string;
  tags: Tags;
  parameters: Record<string, string>;
  capabilities: string[];
  terminationProtection: boolean;
  disableRollback: boolean;
  creatorArn: string;
}

/**
 * Creates and deletes stacks as CloudFormation does.
 *
 * Each resource is a small state machine, driven by jobs. The creation of a resource starts as soon as everything that it refers to
 * exists, and its deletion as soon as nothing that still exists refers to it. After every step `advance` starts the next resources and
 * checks whether the stack as a whole is finished.
 *
 * When a stack changes direction (a rollback, a deletion during a creation) its generation is incremented, and jobs of the previous
 * direction are dropped.
 */
export class StackEngine {
  private readonly templates = new WeakMap<Stack, Template>();

  constructor(
    private readonly world: World,
    /** Records the IAM authorizations that the resources need; if omitted, nothing is recorded. */
    private readonly authorizations?: AuthorizationLog,
  ) {}

  create(input: NewStack): Stack {
    const { accountId, region } = input;
    const { stacks } = this.world.region(accountId, region);
    if (
      stacks.some(
        stack =>
          stack.name === input.name && stack.status !== 'DELETE_COMPLETE',
      )
    ) {
      throw new AwsError(
        400,
        'AlreadyExistsException',
        `Stack [${input.name}] already exists`,
      );
    }
    const template = parseTemplate(input.template);
    const at = this.world.now();
    const stack: Stack = {
      ...input,
      id: `arn:aws:cloudformation:${region}:${accountId}:stack/${
        input.name
      }/${uuid()}`,
      status: 'CREATE_IN_PROGRESS',
      description: template.Description,
      outputs: [],
      createdAt: at,
      retain: [],
      generation: 0,
      resources: Object.entries(template.Resources).map(
        ([logicalId, { Type }]) => ({
          logicalId,
          type: Type,
          physicalId: '',
          status: 'PENDING',
          attributes: {},
          updatedAt: at,
        }),
      ),
      events: [],
    };
    stacks.push(stack);
    this.stackEvent(stack, 'CREATE_IN_PROGRESS', at, 'User Initiated');
    this.advance(stack, at);
    return stack;
  }

  /** Starts a deletion; a deleted stack or a deletion in progress is no error. */
  delete(stack: Stack, retain: string[]): void {
    const at = this.world.now();
    if (
      stack.status === 'DELETE_COMPLETE' ||
      stack.status === 'DELETE_IN_PROGRESS'
    ) {
      return;
    }
    if (stack.terminationProtection) {
      throw validationError(
        `Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`,
      );
    }
    if (retain.length > 0 && stack.status !== 'DELETE_FAILED') {
      throw validationError(
        `Invalid operation on stack [${stack.id}]. delete-stack specifies resources to retain, but the stack is not in the DELETE_FAILED state.`,
      );
    }
    stack.retain = retain;
    stack.generation += 1;
    this.stackEvent(stack, 'DELETE_IN_PROGRESS', at, 'User Initiated');
    const objection = this.whyExportsStay(stack);
    if (objection) {
      this.stackEvent(stack, 'DELETE_FAILED', at, objection);
      return;
    }
    for (const resource of stack.resources) {
      if (
        resource.status === 'DELETE_FAILED' ||
        resource.status === 'DELETE_IN_PROGRESS'
      ) {
        resource.status = 'CREATE_COMPLETE';
      }
      if (retain.includes(resource.logicalId)) {
        this.resourceEvent(stack, resource, 'DELETE_SKIPPED', at);
      }
    }
    this.advance(stack, at);
  }

  /** Runs a job: the work on one resource is done. */
  finishResource(
    stackId: string,
    generation: number,
    logicalId: string,
    at: number,
  ): void {
    const stack = this.world.stackById(stackId);
    const resource = stack?.resources.find(
      item => item.logicalId === logicalId,
    );
    if (!stack || !resource || stack.generation !== generation) {
      return;
    }
    if (resource.status === 'CREATE_IN_PROGRESS') {
      this.finishCreate(stack, resource, at);
    } else if (resource.status === 'DELETE_IN_PROGRESS') {
      this.finishDelete(stack, resource, at);
    }
    this.advance(stack, at);
  }

  private advance(stack: Stack, at: number): void {
    if (stack.status === 'CREATE_IN_PROGRESS') {
      this.advanceCreate(stack, at);
    } else if (
      stack.status === 'DELETE_IN_PROGRESS' ||
      stack.status === 'ROLLBACK_IN_PROGRESS'
    ) {
      this.advanceDelete(stack, at);
    }
  }

  private advanceCreate(stack: Stack, at: number): void {
    const template = this.templateOf(stack);
    const complete = new Set(
      stack.resources
        .filter(item => item.status === 'CREATE_COMPLETE')
        .map(item => item.logicalId),
    );
    for (const resource of stack.resources) {
      if (
        resource.status === 'PENDING' &&
        [...dependenciesOf(template, resource.logicalId)].every(id =>
          complete.has(id),
        )
      ) {
        this.beginCreate(stack, resource, at);
      }
    }
    if (complete.size === stack.resources.length) {
      this.writeOutputs(stack);
      this.stackEvent(stack, 'CREATE_COMPLETE', at);
    }
  }

  private beginCreate(stack: Stack, resource: StackResource, at: number): void {
    const type = RESOURCE_TYPES[resource.type] ?? UNKNOWN_TYPE;
    this.resourceEvent(stack, resource, 'CREATE_IN_PROGRESS', at);
    let seconds = type.createSeconds;
    try {
      const context = this.contextOf(stack, resource, at);
      const { accountId, region } = stack;
      const cluster = stack.tags['alpha.eksctl.io/cluster-name'];
      const fault = this.world.faults.take(
        ['stack-resource-fails'],
        { accountId, region, cluster },
        effect => effect.resourceType === resource.type,
      );
      if (fault) {
        throw new ResourceFailure(fault.effect.reason);
      }
      resource.physicalId =
        type.create?.(context) ?? `${stack.name}-${resource.logicalId}`;
      this.authorize('create', context);
    } catch (error) {
      if (!(error instanceof ResourceFailure)) {
        throw error;
      }
      resource.failure = error.message;
      seconds = Math.min(seconds, SECONDS_TO_FAIL);
    }
    this.scheduleFinish(stack, resource, at, seconds);
  }

  private finishCreate(
    stack: Stack,
    resource: StackResource,
    at: number,
  ): void {
    try {
      if (resource.failure !== undefined) {
        throw new ResourceFailure(resource.failure);
      }
      const type = RESOURCE_TYPES[resource.type] ?? UNKNOWN_TYPE;
      const attributes = type.created?.(this.contextOf(stack, resource, at));
      resource.attributes = { ...resource.attributes, ...attributes };
      this.resourceEvent(stack, resource, 'CREATE_COMPLETE', at);
    } catch (error) {
      if (!(error instanceof ResourceFailure)) {
        throw error;
      }
      this.failCreate(stack, resource, error.message, at);
    }
  }

  private failCreate(
    stack: Stack,
    failed: StackResource,
    reason: string,
    at: number,
  ): void {
    this.resourceEvent(stack, failed, 'CREATE_FAILED', at, reason);
    const cancelled = stack.resources.filter(
      item => item.status === 'CREATE_IN_PROGRESS',
    );
    for (const resource of cancelled) {
      this.resourceEvent(stack, resource, 'CREATE_FAILED', at, CANCELLED);
    }
    const names = [failed, ...cancelled].map(item => item.logicalId).join(', ');
    const summary = `The following resource(s) failed to create: [${names}].`;
    stack.generation += 1;
    if (stack.disableRollback) {
      this.stackEvent(stack, 'CREATE_FAILED', at, summary);
    } else {
      this.stackEvent(
        stack,
        'ROLLBACK_IN_PROGRESS',
        at,
        `${summary} Rollback requested by user.`,
      );
    }
  }

  private advanceDelete(stack: Stack, at: number): void {
    const template = this.templateOf(stack);
    const present = stack.resources.filter(
      item =>
        item.physicalId !== '' &&
        item.status !== 'DELETE_COMPLETE' &&
        item.status !== 'DELETE_SKIPPED',
    );
    const needed = new Set(
      present.flatMap(item => [...dependenciesOf(template, item.logicalId)]),
    );
    for (const resource of present) {
      if (
        resource.status !== 'DELETE_IN_PROGRESS' &&
        resource.status !== 'DELETE_FAILED' &&
        !needed.has(resource.logicalId)
      ) {
        this.beginDelete(stack, resource, at);
      }
    }
    if (present.some(item => item.status === 'DELETE_IN_PROGRESS')) {
      return;
    }
    const rollback = stack.status === 'ROLLBACK_IN_PROGRESS';
    const failed = present
      .filter(item => item.status === 'DELETE_FAILED')
      .map(item => item.logicalId);
    if (failed.length > 0) {
      const reason = `The following resource(s) failed to delete: [${failed.join(
        ', ',
      )}]. `;
      this.stackEvent(
        stack,
        rollback ? 'ROLLBACK_FAILED' : 'DELETE_FAILED',
        at,
        reason,
      );
    } else {
      this.stackEvent(
        stack,
        rollback ? 'ROLLBACK_COMPLETE' : 'DELETE_COMPLETE',
        at,
      );
    }
    if (stack.status === 'DELETE_COMPLETE') {
      stack.deletedAt = at;
      this.forgetOldStacks(stack);
    }
  }

  private beginDelete(stack: Stack, resource: StackResource, at: number): void {
    const type = RESOURCE_TYPES[resource.type] ?? UNKNOWN_TYPE;
    this.resourceEvent(stack, resource, 'DELETE_IN_PROGRESS', at);
    const context = this.contextOf(stack, resource, at);
    this.authorize('delete', context);
    type.removing?.(context);
    this.scheduleFinish(stack, resource, at, type.deleteSeconds);
  }

  private authorize(direction: Direction, context: ResourceContext): void {
    this.authorizations?.add(authorizationsOfResource(direction, context));
  }

  private finishDelete(
    stack: Stack,
    resource: StackResource,
    at: number,
  ): void {
    try {
      const { accountId, region } = stack;
      const cluster = stack.tags['alpha.eksctl.io/cluster-name'];
      const fault = this.world.faults.take(
        ['stack-delete-fails'],
        { accountId, region, cluster },
        effect => effect.resourceType === resource.type,
      );
      if (fault) {
        throw new ResourceFailure(fault.effect.reason);
      }
      const type = RESOURCE_TYPES[resource.type] ?? UNKNOWN_TYPE;
      type.remove?.(this.contextOf(stack, resource, at));
      this.resourceEvent(stack, resource, 'DELETE_COMPLETE', at);
    } catch (error) {
      if (!(error instanceof ResourceFailure)) {
        throw error;
      }
      this.resourceEvent(stack, resource, 'DELETE_FAILED', at, error.message);
    }
  }

  private scheduleFinish(
    stack: Stack,
    resource: StackResource,
    from: number,
    seconds: number,
  ): void {
    this.world.schedule({
      kind: 'stack-resource',
      at: this.world.after(from, seconds),
      stackId: stack.id,
      generation: stack.generation,
      logicalId: resource.logicalId,
    });
  }

  private contextOf(
    stack: Stack,
    resource: StackResource,
    at: number,
  ): ResourceContext {
    const { accountId, region: regionName } = stack;
    const properties =
      this.templateOf(stack).Resources[resource.logicalId].Properties ?? {};
    return {
      world: this.world,
      region: this.world.region(accountId, regionName),
      regionName,
      accountId,
      stack,
      resource,
      properties: resolve(properties, this.scopeOf(stack)) as Record<
        string,
        unknown
      >,
      at,
      tags: {
        ...stack.tags,
        'aws:cloudformation:stack-name': stack.name,
        'aws:cloudformation:stack-id': stack.id,
        'aws:cloudformation:logical-id': resource.logicalId,
      },
    };
  }

  private scopeOf(stack: Stack): Scope {
    const find = (logicalId: string) =>
      stack.resources.find(item => item.logicalId === logicalId);
    return {
      template: this.templateOf(stack),
      pseudo: { ...pseudoParameters(stack), ...stack.parameters },
      reference: logicalId => find(logicalId)?.physicalId ?? '',
      attribute: (logicalId, name) =>
        this.attributesOf(stack, find(logicalId))[name] ?? '',
      importValue: name => this.exportedValue(stack, name),
    };
  }

  private attributesOf(
    stack: Stack,
    resource: StackResource | undefined,
  ): Record<string, unknown> {
    if (!resource) {
      return {};
    }
    const { attributes } = RESOURCE_TYPES[resource.type] ?? UNKNOWN_TYPE;
    return {
      ...resource.attributes,
      ...attributes?.(this.contextOf(stack, resource, this.world.now())),
    };
  }

  private exportedValue({ accountId, region }: Stack, name: string): string {
    for (const stack of this.world.region(accountId, region).stacks) {
      const output =
        stack.status !== 'DELETE_COMPLETE' &&
        stack.outputs.find(item => item.exportName === name);
      if (output) {
        return output.value;
      }
    }
    throw new ResourceFailure(`No export named ${name} found.`);
  }

  /** The names of the stacks that import an export. */
  importersOf({ stacks }: Region, exportName: string): string[] {
    return stacks
      .filter(({ status }) => status !== 'DELETE_COMPLETE')
      .filter(stack =>
        importedNames(this.templateOf(stack), pseudoParameters(stack)).includes(
          exportName,
        ),
      )
      .map(({ name }) => name);
  }

  /** Why a stack cannot be deleted if another one imports its exports. */
  private whyExportsStay(stack: Stack): string | undefined {
    const exported = new Set(
      stack.outputs.flatMap(item => item.exportName ?? []),
    );
    for (const other of this.world.region(stack.accountId, stack.region)
      .stacks) {
      if (
        other === stack ||
        other.status === 'DELETE_COMPLETE' ||
        exported.size === 0
      ) {
        continue;
      }
      const name = importedNames(
        this.templateOf(other),
        pseudoParameters(other),
      ).find(item => exported.has(item));
      if (name) {
        return `Delete canceled. Cannot delete export ${name} as it is in use by ${other.name}.`;
      }
    }
    return undefined;
  }

  /** The current outputs of a stack. The endpoint of a cluster may be known only after its stack is complete. */
  outputsOf(stack: Stack): Stack['outputs'] {
    if (stack.status === 'CREATE_COMPLETE') {
      this.writeOutputs(stack);
    }
    return stack.outputs;
  }

  private writeOutputs(stack: Stack): void {
    const scope = this.scopeOf(stack);
    stack.outputs = Object.entries(scope.template.Outputs ?? {}).map(
      ([key, output]) => ({
        key,
        value: String(resolve(output.Value, scope)),
        ...(output.Export
          ? { exportName: String(resolve(output.Export.Name, scope)) }
          : {}),
      }),
    );
  }

  private templateOf(stack: Stack): Template {
    let template = this.templates.get(stack);
    if (!template) {
      template = parseTemplate(stack.template);
      this.templates.set(stack, template);
    }
    return template;
  }

  private stackEvent(
    stack: Stack,
    status: StackStatus,
    at: number,
    reason?: string,
  ): void {
    stack.status = status;
    stack.reason = reason;
    stack.events.push({
      id: uuid(),
      at,
      logicalId: stack.name,
      physicalId: stack.id,
      type: 'AWS::CloudFormation::Stack',
      status,
      reason,
    });
  }

  private resourceEvent(
    stack: Stack,
    resource: StackResource,
    status: StackResource['status'],
    at: number,
    reason?: string,
  ): void {
    resource.status = status;
    resource.reason = reason;
    resource.updatedAt = at;
    const { logicalId, physicalId, type } = resource;
    stack.events.push({
      id: `${logicalId}-${uuid()}`,
      at,
      logicalId,
      physicalId,
      type,
      status,
      reason,
    });
  }

  private forgetOldStacks({ accountId, region: regionName }: Stack): void {
    const region = this.world.region(accountId, regionName);
    const deleted = region.stacks.filter(
      stack => stack.status === 'DELETE_COMPLETE',
    );
    const old = new Set(
      deleted.slice(0, Math.max(0, deleted.length - KEPT_DELETED_STACKS)),
    );
    region.stacks = region.stacks.filter(stack => !old.has(stack));
  }
}

function pseudoParameters(stack: Stack): Record<string, string> {
  return {
    'AWS::Region': stack.region,
    'AWS::AccountId': stack.accountId,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack.name,
    'AWS::StackId': stack.id,
  };
}
