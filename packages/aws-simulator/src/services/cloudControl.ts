import { AwsError } from '../server/AwsError';
import { Output } from '../server/protocols';
import { ResolverAssociation } from '../world/model';
import { ActionContext, JsonActions, JsonBody } from './service';

function associationsOf(
  { region }: ActionContext,
  body: JsonBody,
): ResolverAssociation[] {
  return region.resolverAssociations.filter(
    item => item.type === body.TypeName,
  );
}

function required(context: ActionContext, body: JsonBody): ResolverAssociation {
  const found = associationsOf(context, body).find(
    item => item.id === body.Identifier,
  );
  if (!found) {
    throw new AwsError(
      400,
      'ResourceNotFoundException',
      `Resource of type '${body.TypeName}' with identifier '${body.Identifier}' was not found.`,
    );
  }
  return found;
}

function described({ id, properties }: ResolverAssociation): Output {
  return { Identifier: id, Properties: JSON.stringify(properties) };
}

/** Actions of Cloud Control, limited to Route 53 Resolver. */
export const CLOUD_CONTROL: JsonActions = {
  /** The list contains only identifiers. */
  ListResources: (context, body) => ({
    TypeName: String(body.TypeName),
    ResourceDescriptions: associationsOf(context, body).map(({ id }) => ({
      Identifier: id,
      Properties: '{}',
    })),
  }),

  GetResource: (context, body) => ({
    TypeName: String(body.TypeName),
    ResourceDescription: described(required(context, body)),
  }),

  DeleteResource: (context, body) => {
    const gone = required(context, body);
    const { region } = context;
    region.resolverAssociations = region.resolverAssociations.filter(
      item => item !== gone,
    );
    return {
      ProgressEvent: {
        TypeName: gone.type,
        Identifier: gone.id,
        Operation: 'DELETE',
        OperationStatus: 'IN_PROGRESS',
      },
    };
  },
};
