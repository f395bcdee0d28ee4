import type { AppError } from '../lib/app-error';
import styles from './form-problem.module.css';

/** Why a form was not saved, above its buttons; the fields say their own part. */
export function FormProblem({ error }: { error: AppError | null }) {
  if (!error) return null;
  return (
    <div className={styles.problem} role="alert">
      <strong>{error.message}</strong>
      {error.hint && <span> {error.hint}</span>}
    </div>
  );
}
