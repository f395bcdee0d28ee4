import { useMemo } from 'react';

import { useWorkspace } from '../../lib/api/workspace';
import { useParameters } from '../../lib/location';
import type { desktop } from '../../wailsjs/go/models';
import { parametersOf, type QuestionParameters, readQuestion } from './address';
import { type ScreenView, screenViews } from './presets';
import { asked, type Question } from './question';

export interface OpenQuestion {
  question: Question;
  view: ScreenView;
  /** As the Go side takes it; it keeps its identity while it says the same. */
  ask: desktop.ReportQuestion;
  /** What of the address could not be understood. */
  wrong: readonly string[];
  /** Asks something else; the back button comes back. `slight` changes can't be gone back to one by one. */
  change: (changes: Partial<Question>, slight?: boolean) => void;
  replace: (question: Question, view?: ScreenView) => void;
}

/** The question that stands in the address. */
export function useQuestion(choices: desktop.ReportChoices): OpenQuestion {
  const [parameters, change] = useParameters();
  const workspace = useWorkspace().data;
  const now = workspace?.now.slice(0, 13); // days change by the hour at most
  const timeZone = workspace?.timeZone;

  return useMemo(() => {
    const { question, wrong } = readQuestion(parameters, choices);
    const named = parameters.get('view');
    const view = screenViews.find((one) => one === named);
    if (named && !view) wrong.push(`view=${named}`);
    const clock = now && timeZone ? { now: `${now}:00:00Z`, timeZone } : undefined;
    const go = (next: Question, nextView: ScreenView, step: boolean) => {
      const written: QuestionParameters & { view: string | undefined } = {
        ...parametersOf(next),
        view: nextView === 'table' ? undefined : nextView,
      };
      change(written, step);
    };
    return {
      question,
      view: view ?? 'table',
      ask: asked(question, choices, clock),
      wrong,
      change: (changes, slight) => go(tidied({ ...question, ...changes }), view ?? 'table', !slight),
      replace: (next, nextView) => go(tidied(next), nextView ?? 'table', true),
    };
  }, [parameters, choices, change, now, timeZone]);
}

/** Without a sort by what is not shown any more. */
function tidied(question: Question): Question {
  const { sort, ...others } = question;
  if (!sort) return others;
  const shown = sort.before
    ? question.compare !== '' && question.measures.includes(sort.key)
    : [...question.rows, ...question.measures].includes(sort.key);
  return shown ? question : others;
}
