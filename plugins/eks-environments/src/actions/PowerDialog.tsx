import { Text } from '@backstage/ui';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import { WriteDialog } from '../components';
import { useHibernateEnvironment, useResumeEnvironment } from '../query';
import { useText } from '../translation';

interface PowerDialogProps {
  environment: Environment;
  onClose(): void;
}

/** Confirms a hibernation: what stops, what stays, and what still costs money. */
export function HibernateDialog({ environment, onClose }: PowerDialogProps) {
  const t = useText();
  const { id, name, clusterName } = environment;
  const hibernate = useHibernateEnvironment(id);
  return (
    <WriteDialog
      title={t('actions.hibernateTitle', { name })}
      verb={t('actions.hibernate')}
      what={t('actions.toHibernate')}
      width={520}
      state={hibernate}
      onSubmit={() => hibernate.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text as="p">
        {t('actions.hibernateStops', { cluster: clusterName })}
      </Text>
      <Text as="p">{t('actions.hibernateKeeps')}</Text>
      <Text as="p" color="secondary">
        {t('actions.hibernateCosts')}
      </Text>
    </WriteDialog>
  );
}

/** Confirms a resumption. */
export function ResumeDialog({ environment, onClose }: PowerDialogProps) {
  const t = useText();
  const { id, name } = environment;
  const resume = useResumeEnvironment(id);
  return (
    <WriteDialog
      title={t('actions.resumeTitle', { name })}
      verb={t('actions.resume')}
      what={t('actions.toResume')}
      width={520}
      state={resume}
      onSubmit={() => resume.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text as="p">{t('actions.resumeStarts')}</Text>
    </WriteDialog>
  );
}
