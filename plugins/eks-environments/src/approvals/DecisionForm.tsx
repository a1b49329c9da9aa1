import { isError } from '@backstage/errors';
import { Button, Flex, Text, TextAreaField } from '@backstage/ui';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import type {
  DecisionInput,
  EnvironmentRequest,
} from 'backstage-plugin-eks-environments-common';
import { useImperativeHandle, useRef, useState, type Ref } from 'react';
import { WriteError } from '../components';
import { translateCode, useText } from '../translation';
import { requestAction, useDecideRequest } from './requestActions';
import styles from './RequestDetail.module.css';
import { useArmed } from './useArmed';

const MOST_ROWS = 8; // then it scrolls
const LONGEST_COMMENT = 2_000; // characters; the API's limit

/** Targets of the queue's keyboard shortcuts. */
export interface DecisionFormHandle {
  focusApprove(): void;
  focusComment(): void;
}

/** Comment, approve, deny. A denial needs a comment with the reason. */
export function DecisionForm(props: {
  request: EnvironmentRequest;
  handle: Ref<DecisionFormHandle>;
  /** It appeared under the pointer that pressed a button of the previous request. */
  followsDecision: boolean;
  onDecided(): void;
  /** Somebody else decided in the meantime, or the request expired or was withdrawn. */
  onConflict(): void;
}) {
  const t = useText();
  const { request, handle, followsDecision, onDecided, onConflict } = props;
  const isArmed = useArmed(followsDecision);
  const [comment, setComment] = useState('');
  const [lacksComment, setLacksComment] = useState(false);
  const approve = requestAction(request, 'approve');
  const obstacle = approve?.possible ? undefined : approve?.reason;
  const { mutateAsync, isPending, variables, error } =
    useDecideRequest(request);

  const field = useRef<HTMLDivElement>(null);
  const approveButton = useRef<HTMLButtonElement>(null);
  const focusComment = () => field.current?.querySelector('textarea')?.focus();
  useImperativeHandle(handle, () => ({
    focusApprove: () => approveButton.current?.focus(),
    focusComment,
  }));

  const decide = async (decision: DecisionInput['decision']) => {
    const text = comment.trim();
    if (decision === 'deny' && !text) {
      setLacksComment(true);
      focusComment();
      return;
    }
    // Callbacks of `mutate` would be lost: after the decision, the request is read again and this form is unmounted.
    try {
      await mutateAsync({ decision, comment: text || undefined });
      onDecided();
    } catch (failure) {
      if (isError(failure) && failure.name === 'ConflictError') {
        onConflict();
      }
    }
  };

  return (
    <Flex direction="column" gap="3">
      {error && error.name !== 'ConflictError' && (
        <WriteError what={t('approvals.toStore')} error={error} />
      )}
      {obstacle && (
        <Text color="secondary">
          {translateCode({ ...obstacle, code: `refusal.${obstacle.code}` }, t)}
        </Text>
      )}
      <div className={styles.form}>
        <TextAreaField
          ref={field}
          className={styles.comment}
          label={t('approvals.comment')}
          description={t('approvals.commentReadBy')}
          rows={Math.min(comment.split('\n').length, MOST_ROWS)}
          maxLength={LONGEST_COMMENT}
          value={comment}
          onChange={text => {
            setComment(text);
            setLacksComment(false);
          }}
          validationBehavior="aria"
          validate={() => (lacksComment ? t('approvals.commentMissing') : true)}
        />
        <Flex gap="3">
          <Button
            ref={approveButton}
            variant="primary"
            iconStart={<RiCheckLine />}
            isPending={isPending && variables.decision === 'approve'}
            isDisabled={isPending || !isArmed || !approve?.possible}
            onPress={() => decide('approve')}
          >
            {t('approvals.approve')}
          </Button>
          <Button
            variant="secondary"
            iconStart={<RiCloseLine />}
            isPending={isPending && variables.decision === 'deny'}
            isDisabled={isPending || !isArmed}
            onPress={() => decide('deny')}
          >
            {t('approvals.deny')}
          </Button>
        </Flex>
      </div>
    </Flex>
  );
}
