import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import type { JsonObject } from '@backstage/types';
import { Alert } from '@backstage/ui';
import { EksEnvironmentsProvider } from '../../query';
import { isSameReview } from '../../plan';
import { useText } from '../../translation';
import styles from './PlanField.module.css';
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
        <div className={styles.plan}>
          <LivePlan
            blueprint={{ name: options.blueprint, version: options.version }}
            request={requestInputFromForm(form, options)}
            // Also without a plan: a field without a value is not validated.
            onReview={review => {
              if (!formData || !isSameReview(review, formData)) {
                onChange(review);
              }
            }}
          />
        </div>
      </EksEnvironmentsProvider>
    </ScaffolderField>
  );
}
