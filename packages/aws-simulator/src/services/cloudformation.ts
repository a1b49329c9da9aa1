import { AwsError, validationError } from '../server/AwsError';
import { Output, QueryParameters } from '../server/protocols';
import { Stack, StackResource } from '../world/model';
import { ActionContext, QueryActions, page } from './service';

function find({ region }: ActionContext, nameOrId: string): Stack | undefined {
  if (nameOrId.startsWith('arn:')) {
    return region.stacks.find(stack => stack.id === nameOrId);
  }
  return region.stacks.find(
    stack => stack.name === nameOrId && stack.status !== 'DELETE_COMPLETE',
  );
}

function required(context: ActionContext, parameters: QueryParameters): Stack {
  const name = parameters.required('StackName');
  const stack = find(context, name);
  if (!stack) {
    throw validationError(`Stack with id ${name} does not exist`);
  }
  return stack;
}

function keyValues(
  map: Record<string, string>,
  key: string,
  value: string,
): Output[] {
  return Object.entries(map).map(([name, item]) => ({
    [key]: name,
    [value]: item,
  }));
}

function describe({ stacks }: ActionContext, stack: Stack): Output {
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: stack.description,
    CreationTime: new Date(stack.createdAt),
    DeletionTime:
      stack.deletedAt === undefined ? undefined : new Date(stack.deletedAt),
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DisableRollback: stack.disableRollback,
    EnableTerminationProtection: stack.terminationProtection,
    Capabilities: stack.capabilities,
    Parameters: keyValues(stack.parameters, 'ParameterKey', 'ParameterValue'),
    Tags: keyValues(stack.tags, 'Key', 'Value'),
    RollbackConfiguration: {},
    Outputs: stacks.outputsOf(stack).map(({ key, value, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      ExportName: exportName,
    })),
  };
}

function resourceOutput(stack: Stack, resource: StackResource): Output {
  return {
    StackName: stack.name,
    StackId: stack.id,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId || undefined,
    ResourceType: resource.type,
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.reason,
  };
}

function begun(stack: Stack): StackResource[] {
  return stack.resources.filter(resource => resource.status !== 'PENDING');
}

/** Actions of CloudFormation. */
export const CLOUDFORMATION: QueryActions = {
  CreateStack(context, parameters) {
    const template = parameters.text('TemplateBody');
    if (template === undefined) {
      throw validationError(
        'Either Template URL or Template Body must be specified.',
      );
    }
    const name = parameters.required('StackName');
    if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) {
      throw validationError(
        `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
      );
    }
    const pairs = (list: string, key: string, value: string) =>
      Object.fromEntries(
        parameters
          .structures(list)
          .map(item => [item.required(key), item.text(value) ?? '']),
      );
    const stack = context.stacks.create({
      accountId: context.accountId,
      region: context.regionName,
      name,
      template,
      tags: pairs('Tags', 'Key', 'Value'),
      parameters: pairs('Parameters', 'ParameterKey', 'ParameterValue'),
      capabilities: parameters.list('Capabilities'),
      terminationProtection: parameters.flag('EnableTerminationProtection'),
      disableRollback:
        parameters.flag('DisableRollback') ||
        parameters.text('OnFailure') === 'DO_NOTHING',
      creatorArn: context.principal.iamArn,
    });
    return { StackId: stack.id };
  },

  DeleteStack(context, parameters) {
    const stack = find(context, parameters.required('StackName'));
    if (stack) {
      context.stacks.delete(stack, parameters.list('RetainResources'));
    }
    return {};
  },

  DescribeStacks(context, parameters) {
    if (parameters.text('StackName') !== undefined) {
      return { Stacks: [describe(context, required(context, parameters))] };
    }
    const live = context.region.stacks
      .filter(stack => stack.status !== 'DELETE_COMPLETE')
      .reverse();
    const { items, nextToken } = page(live, parameters.text('NextToken'), 100);
    return {
      Stacks: items.map(stack => describe(context, stack)),
      NextToken: nextToken,
    };
  },

  ListStacks(context, parameters) {
    const wanted = parameters.list('StackStatusFilter');
    const matching = context.region.stacks
      .filter(stack => wanted.length === 0 || wanted.includes(stack.status))
      .reverse();
    const { items, nextToken } = page(
      matching,
      parameters.text('NextToken'),
      100,
    );
    return {
      StackSummaries: items.map(stack => ({
        StackId: stack.id,
        StackName: stack.name,
        TemplateDescription: stack.description,
        CreationTime: new Date(stack.createdAt),
        DeletionTime:
          stack.deletedAt === undefined ? undefined : new Date(stack.deletedAt),
        StackStatus: stack.status,
        StackStatusReason: stack.reason,
      })),
      NextToken: nextToken,
    };
  },

  DescribeStackEvents(context, parameters) {
    const stack = required(context, parameters);
    const { items, nextToken } = page(
      [...stack.events].reverse(),
      parameters.text('NextToken'),
      100,
    );
    return {
      StackEvents: items.map(event => ({
        StackId: stack.id,
        StackName: stack.name,
        EventId: event.id,
        LogicalResourceId: event.logicalId,
        PhysicalResourceId: event.physicalId || undefined,
        ResourceType: event.type,
        Timestamp: new Date(event.at),
        ResourceStatus: event.status,
        ResourceStatusReason: event.reason,
      })),
      NextToken: nextToken,
    };
  },

  DescribeStackResources(context, parameters) {
    const stack = required(context, parameters);
    const logicalId = parameters.text('LogicalResourceId');
    return {
      StackResources: begun(stack)
        .filter(
          resource =>
            logicalId === undefined || resource.logicalId === logicalId,
        )
        .map(resource => ({
          ...resourceOutput(stack, resource),
          Timestamp: new Date(resource.updatedAt),
        })),
    };
  },

  DescribeStackResource(context, parameters) {
    const stack = required(context, parameters);
    const logicalId = parameters.text('LogicalResourceId');
    const resource = begun(stack).find(item => item.logicalId === logicalId);
    if (!resource) {
      throw new AwsError(
        400,
        'ValidationError',
        `Resource ${logicalId} does not exist for stack ${stack.name}`,
      );
    }
    return {
      StackResourceDetail: {
        ...resourceOutput(stack, resource),
        LastUpdatedTimestamp: new Date(resource.updatedAt),
      },
    };
  },

  ListStackResources(context, parameters) {
    const stack = required(context, parameters);
    const { items, nextToken } = page(
      begun(stack),
      parameters.text('NextToken'),
      100,
    );
    return {
      StackResourceSummaries: items.map(resource => ({
        ...resourceOutput(stack, resource),
        LastUpdatedTimestamp: new Date(resource.updatedAt),
      })),
      NextToken: nextToken,
    };
  },

  ListImports(context, parameters) {
    const name = parameters.required('ExportName');
    const imports = context.stacks.importersOf(context.region, name);
    if (imports.length === 0) {
      throw validationError(`Export '${name}' is not imported by any stack.`);
    }
    return { Imports: imports };
  },

  GetTemplate(context, parameters) {
    return {
      TemplateBody: required(context, parameters).template,
      StagesAvailable: ['Original', 'Processed'],
    };
  },

  UpdateTerminationProtection(context, parameters) {
    const stack = required(context, parameters);
    if (
      stack.status === 'DELETE_IN_PROGRESS' ||
      stack.status === 'DELETE_COMPLETE'
    ) {
      throw new AwsError(
        400,
        'ValidationError',
        `Stack [${stack.name}] is in ${stack.status} state and can not be updated.`,
      );
    }
    stack.terminationProtection = parameters.flag(
      'EnableTerminationProtection',
    );
    return { StackId: stack.id };
  },
};
