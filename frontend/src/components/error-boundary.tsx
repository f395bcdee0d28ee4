import { Component, type ReactNode } from 'react';

import { Problem } from './problem';

interface State {
  error?: unknown;
}

/** Keeps one broken screen from taking the others with it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <Problem error={this.state.error} onRetry={() => this.setState({ error: undefined })} />;
  }
}
