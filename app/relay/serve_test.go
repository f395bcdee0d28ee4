package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"testing"
)

// stuck is a server with a request that does not end.
type stuck struct{ closed chan struct{} }

func (s stuck) Serve(l net.Listener) error {
	<-s.closed
	_ = l.Close()
	return http.ErrServerClosed
}

func (stuck) Shutdown(context.Context) error { return context.DeadlineExceeded }

func (s stuck) Close() error {
	close(s.closed)
	return nil
}

// TestAServerThatDoesNotDrainIsClosed, and the operator is told.
func TestAServerThatDoesNotDrainIsClosed(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	err := serveAll(ctx, slog.New(slog.DiscardHandler), map[string]listenerFor{"public": {"127.0.0.1:0", stuck{make(chan struct{})}}})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("it ended with %v", err)
	}
}
