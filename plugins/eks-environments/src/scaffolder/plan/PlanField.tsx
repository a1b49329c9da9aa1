import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import type { JsonObject } from '@backstage/types';
import { Alert } from '@backstage/ui';
import { EksEnvironmentsProvider } from '../../query';
import { useText } from '../../translation';
import { LivePlan } from './LivePlan';
import type { PlanFieldProps } from './planFieldSchema';
import { requestInputFromForm } from './requestInputFromForm';

/** Shows the live plan for the values of the whole form, in any step of a template. */
export function PlanField(props: PlanFieldProps) {
  const t = useText();
  const { formContext, formData, onChange, rawErrors, required, errors } =
    props;
  const options = props.uiSchema['ui:options'];
  const form: JsonObject | undefined = formContext?.formData;

  if (!options?.blueprint || !form) {
    return (
      <Alert
        status="warning"
        icon
        title={form ? t('form.noBlueprint') : t('form.noForm')}
      />
    );
  }
  return (
    <ScaffolderField rawErrors={rawErrors} required={required} errors={errors}>
      <EksEnvironmentsProvider>
        <LivePlan
          blueprint={{ name: options.blueprint, version: options.version }}
          request={requestInputFromForm(form, options)}
          // An empty value would not be validated.
          onSummary={(summary = t('form.notPlanned')) => {
            if (summary !== formData) {
              onChange(summary);
            }
          }}
        />
      </EksEnvironmentsProvider>
    </ScaffolderField>
  );
}
