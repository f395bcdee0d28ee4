package frontdoor

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

// Server serves one listener. A TLS listener must offer http/1.1 only.
type Server struct {
	// HTTP answers what is not simple. Its handler must answer simple requests
	// as the Director does: FromHTTP, Direct, WriteRedirect.
	HTTP     *http.Server
	Director Director
	Log      *slog.Logger // hears of panics only; it may be nil

	date     dateLine
	stopping atomic.Bool

	mu       sync.Mutex
	listener net.Listener
	conns    map[*conn]struct{}
	serving  sync.WaitGroup
}

const (
	// stopGrace is how long a connection without a request stays open when the
	// server stops, so that a request on its way is answered.
	stopGrace = 100 * time.Millisecond
	// stopWrite is how long a client may take to read its last answers then.
	stopWrite = 2 * time.Second
	// maxBackoff bounds the wait after a failed accept, such as without a free
	// file descriptor.
	maxBackoff = time.Second
)

// Serve accepts connections until Shutdown or Close; then it returns
// http.ErrServerClosed, maybe before they have ended.
func (s *Server) Serve(l net.Listener) error {
	handover := &handoverListener{address: l.Addr(), conns: make(chan net.Conn), closed: make(chan struct{})}
	s.mu.Lock()
	s.listener, s.conns = l, map[*conn]struct{}{}
	s.serving.Add(1) // accepting counts, so that Shutdown misses no connection
	s.mu.Unlock()
	if s.stopping.Load() {
		s.serving.Done()
		return errors.Join(http.ErrServerClosed, l.Close())
	}
	failed := make(chan error, 1)
	go func() { failed <- s.HTTP.Serve(handover) }()
	err := s.accept(l, handover)
	s.serving.Done()
	if err == nil {
		return <-failed // when Shutdown comes to net/http's half
	}
	return errors.Join(err, s.Close(), <-failed)
}

// accept starts connections until the listener is closed: nil when Shutdown or
// Close did it.
func (s *Server) accept(l net.Listener, handover *handoverListener) error {
	backoff := time.Duration(0)
	for {
		accepted, err := l.Accept()
		switch {
		case err == nil:
			backoff = 0
			s.start(accepted, handover)
		case s.stopping.Load():
			return nil
		case errors.Is(err, net.ErrClosed):
			return err
		default:
			backoff = min(max(2*backoff, 5*time.Millisecond), maxBackoff)
			time.Sleep(backoff)
		}
	}
}

func (s *Server) start(accepted net.Conn, handover *handoverListener) {
	c := &conn{Conn: accepted, server: s}
	c.request.Remote = hostOf(accepted.RemoteAddr().String())
	s.mu.Lock()
	s.conns[c] = struct{}{}
	s.serving.Add(1)
	s.mu.Unlock()
	go func() {
		defer s.ended(c)
		switch c.guarded() {
		case handed:
			_ = c.SetDeadline(time.Time{}) // net/http sets its own
			handover.give(&handedConn{Conn: accepted, read: c.in})
			return
		case lingered:
			c.linger()
		case closed:
		}
		_ = c.Close() // nobody is left to be told
	}()
}

// guarded closes the connection of a request that panics, as net/http does.
func (c *conn) guarded() (how end) {
	defer func() {
		if p := recover(); p != nil {
			how = closed
			if c.server.Log != nil {
				c.server.Log.Error("a redirect failed badly", "panic", p, "stack", string(debug.Stack()))
			}
		}
	}()
	return c.serve()
}

func (s *Server) ended(c *conn) {
	s.mu.Lock()
	delete(s.conns, c)
	s.mu.Unlock()
	s.serving.Done()
}

// Shutdown stops accepting, answers what has been asked, and ends all
// connections; with ctx's error when that took too long, and Close is next.
func (s *Server) Shutdown(ctx context.Context) error {
	err := s.stop((*conn).hurry)
	drained := make(chan struct{})
	go func() {
		s.serving.Wait()
		close(drained)
	}()
	select {
	case <-drained:
	case <-ctx.Done():
		return errors.Join(err, ctx.Err())
	}
	// Only now: until here connections went over.
	return errors.Join(err, s.HTTP.Shutdown(ctx))
}

// Close ends everything at once.
func (s *Server) Close() error {
	err := s.stop(func(c *conn) { _ = c.Close() })
	return errors.Join(err, s.HTTP.Close())
}

func (s *Server) stop(each func(*conn)) (err error) {
	first := !s.stopping.Swap(true)
	s.mu.Lock()
	defer s.mu.Unlock()
	if first && s.listener != nil {
		err = s.listener.Close()
	}
	for c := range s.conns {
		each(c)
	}
	return err
}

// handoverListener is where net/http gets its connections from.
type handoverListener struct {
	address net.Addr
	conns   chan net.Conn
	once    sync.Once
	closed  chan struct{}
}

func (l *handoverListener) give(c net.Conn) {
	select {
	case l.conns <- c:
	case <-l.closed:
		_ = c.Close() // the server was closed, not shut down
	}
}

func (l *handoverListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *handoverListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *handoverListener) Addr() net.Addr { return l.address }
