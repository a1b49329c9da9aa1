import { Button, Flex, Text } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import type {
  Environment,
  EnvironmentAccess,
} from 'backstage-plugin-eks-environments-common';
import {
  CopyableCode,
  RequestError,
  SkeletonRows,
  WriteError,
} from '../components';
import { useEnvironmentAccess, useKubeconfigDownload } from '../query';
import { useText } from '../translation';
import { downloadText } from './downloadText';
import styles from './AccessInstructions.module.css';

/** The kubeconfig, the command that writes it, and the principals with access to the cluster. */
export function AccessInstructions(props: { environment: Environment }) {
  const t = useText();
  const { environment } = props;
  const { data, error, refetch } = useEnvironmentAccess(environment.id);
  const download = useKubeconfigDownload(environment.id);
  if (error && !data) {
    return (
      <RequestError
        what={t('actions.theAccess')}
        error={error}
        onRetry={refetch}
      />
    );
  }
  if (!data) {
    return <SkeletonRows rows={3} />;
  }

  const fileName = `${environment.clusterName}.kubeconfig.yaml`;
  return (
    <Flex direction="column" gap="3">
      <Text as="p">{t('actions.signIn')}</Text>
      <CopyableCode text={data.command} what={t('actions.command')} wraps />
      <Text as="p">{t('actions.takeFile')}</Text>
      <Flex>
        <Button
          variant="secondary"
          iconStart={<RiDownloadLine />}
          isPending={download.isPending}
          onPress={() =>
            download.mutate(undefined, {
              onSuccess: ({ kubeconfig }) => downloadText(fileName, kubeconfig),
            })
          }
        >
          {t('actions.downloadKubeconfig')}
        </Button>
      </Flex>
      <WriteError
        what={t('actions.toDownloadKubeconfig')}
        error={download.error}
      />
      <CopyableCode
        text={`kubectl --kubeconfig ${fileName} get nodes`}
        what={t('actions.kubectlCommand')}
        wraps
      />
      <Principals principals={data.principals} />
    </Flex>
  );
}

function Principals(props: Pick<EnvironmentAccess, 'principals'>) {
  const t = useText();
  if (props.principals.length === 0) {
    return (
      <Text as="p" color="warning">
        {t('actions.noPrincipal')}
      </Text>
    );
  }
  return (
    <div>
      <Text as="p" weight="bold">
        {t('actions.letsIn')}
      </Text>
      <ul className={styles.principals}>
        {props.principals.map(principal => (
          <li key={principal}>{principal}</li>
        ))}
      </ul>
    </div>
  );
}
