import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import type { JsonObject } from '@backstage/types';
import { Alert } from '@backstage/ui';
import { EksEnvironmentsProvider } from '../../query';
import { LivePlan } from './LivePlan';
import type { PlanFieldProps } from './planFieldSchema';
import { requestInputFromForm } from './requestInputFromForm';

/** What the field holds until the first plan is there; it must hold something to be validated. */
const NOT_PLANNED_YET = 'Not planned yet';

/** Shows what the values of the whole form would make, live, in any step of a template. */
export function PlanField(props: PlanFieldProps) {
  const { formContext, formData, onChange, rawErrors, required, errors } =
    props;
  const options = props.uiSchema['ui:options'];
  const form: JsonObject | undefined = formContext?.formData;

  if (!options?.blueprint || !form) {
    return (
      <Alert
        status="warning"
        icon
        title={
          form
            ? 'This field needs the name of a blueprint in ui:options.'
            : 'The plan appears when somebody fills in the form.'
        }
      />
    );
  }
  return (
    <ScaffolderField rawErrors={rawErrors} required={required} errors={errors}>
      <EksEnvironmentsProvider>
        <LivePlan
          blueprint={{ name: options.blueprint, version: options.version }}
          request={requestInputFromForm(form, options)}
          onSummary={(summary = NOT_PLANNED_YET) => {
            if (summary !== formData) {
              onChange(summary);
            }
          }}
        />
      </EksEnvironmentsProvider>
    </ScaffolderField>
  );
}
