import { Redirect, Route, Switch } from 'wouter';
import { ErrorBoundary } from '../components/error-boundary';
import { Loaded } from '../components/loaded';
import { WhyHost } from '../components/why';
import { FirstRunScreen } from '../features/first-run/first-run-screen';
import { useWorkspace } from '../lib/api/workspace';
import { useLiveQueries } from '../lib/live';
import { useCheckNews } from './check-news';
import styles from './frame.module.css';
import { MenuBar } from './menu-bar';
import { Palette } from './palette';
import { PracticeBar } from './practice-bar';
import { home, routes } from './routes';
import { Shortcuts } from './shortcuts';
import { Sidebar } from './sidebar';
import { useCommands } from './use-commands';

/** What stands around every screen: sidebar, sync chip and, in practice mode, the practice bar. */
export function Frame() {
  useLiveQueries();
  useCheckNews();
  const workspace = useWorkspace();
  const commands = useCommands();
  if (workspace.data?.firstRun) {
    return (
      <div className={styles.window}>
        <main className={styles.screen}>
          <FirstRunScreen />
        </main>
      </div>
    );
  }
  return (
    <div className={styles.window}>
      {!commands.native && <MenuBar commands={commands} />}
      <Palette commands={commands} />
      <Shortcuts commands={commands} />
      <div className={styles.frame}>
        <Sidebar />
        <div className={styles.main}>
          {workspace.data?.profile.kind === 'practice' && <PracticeBar workspace={workspace.data} />}
          <main className={styles.screen} key={workspace.data?.profile.id}>
            {workspace.data ? (
              <WhyHost>
                <Screens />
              </WhyHost>
            ) : (
              <div className={styles.opening}>
                <Loaded query={workspace}>{() => null}</Loaded>
              </div>
            )}
          </main>
        </div>
      </div>
    </div>
  );
}

function Screens() {
  return (
    <Switch>
      {routes.map(({ path, screen: Screen }) => (
        <Route path={path} key={path}>
          <ErrorBoundary key={path}>
            <Screen />
          </ErrorBoundary>
        </Route>
      ))}
      <Route>
        <Redirect to={home} replace />
      </Route>
    </Switch>
  );
}
