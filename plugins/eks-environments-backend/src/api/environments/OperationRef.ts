/** Identifies one operation of an environment. */
export interface OperationRef {
  environmentId: string;
  operationId: string;
}
