package frontdoor

import (
	"errors"
	"io"
	"net"
	"time"
)

// Limits of a connection, the same as those of relay.NewServer.
const (
	headerTimeout = 5 * time.Second
	idleTimeout   = 2 * time.Minute
	maxHeader     = 16 << 10

	// slack is how much later than asked an idle connection may end, so that
	// timers are set again now and then only.
	slack     = 10 * time.Second
	firstRead = 4 << 10
	flushAt   = 32 << 10
	// lingerTime is how long a closed connection still reads, so that what is
	// on its way does not make the system drop the answer (RFC 9112 §9.6).
	lingerTime = 500 * time.Millisecond
)

// conn is a connection as long as it sends simple requests only.
type conn struct {
	net.Conn
	server   *Server
	in, out  []byte
	request  parsed // used again for each
	deadline time.Time
	inHead   bool // the deadline is that of a request's head
}

// end is how a connection ends here.
type end int

const (
	closed   end = iota
	lingered     // closed, with something possibly on its way
	handed       // net/http has it now
)

// serve answers requests until the connection ends or one of them is not
// simple; what has been read and not answered is in c.in then.
func (c *conn) serve() end {
	c.in, c.out = make([]byte, 0, firstRead), make([]byte, 0, 1<<10)
	c.inHead = true // a client that connects and says nothing is none
	c.arm(headerTimeout)
	for {
		if end, ended := c.answerAll(); ended {
			return end
		}
		if len(c.in) == cap(c.in) {
			c.in = append(make([]byte, 0, min(2*cap(c.in), maxHeader)), c.in...)
		}
		n, err := c.Read(c.in[len(c.in):cap(c.in)])
		c.in = c.in[:len(c.in)+n]
		switch {
		case n > 0 || err == nil:
		case errors.Is(err, io.EOF) && len(c.in) > 0:
			return handed // net/http says what is wrong with half a request
		default:
			return closed
		}
	}
}

// answerAll answers the whole requests in c.in.
func (c *conn) answerAll() (end, bool) {
	p := &c.request
	for len(c.in) > 0 {
		switch parse(c.in, p) {
		case incomplete:
			if len(c.in) == maxHeader {
				return c.handOver()
			}
			if !c.inHead {
				c.inHead = true
				c.arm(headerTimeout)
			}
			return closed, !c.flush()
		case other:
			return c.handOver()
		case simple:
		}
		start := len(c.out)
		located, ok := c.server.Director.Direct(append(c.out, redirectStart...), &p.Request)
		if !ok {
			c.out = located[:start]
			return c.handOver()
		}
		now := time.Now()
		c.out = append(append(located, redirectEnd...), c.server.date.at(now)...)
		c.in = c.in[:copy(c.in, c.in[p.length:])]
		if stopping := c.server.stopping.Load(); p.closeNow || stopping {
			c.out = append(c.out, answerAndClose...)
			if c.flush() && (stopping || len(c.in) > 0) {
				return lingered, true
			}
			return closed, true
		}
		c.out = append(c.out, answerEnd...)
		if c.inHead || c.deadline.Sub(now) < idleTimeout-slack {
			c.inHead = false
			c.arm(idleTimeout)
		}
		if len(c.out) >= flushAt && !c.flush() {
			return closed, true
		}
	}
	return closed, !c.flush()
}

func (c *conn) handOver() (end, bool) {
	if !c.flush() {
		return closed, true
	}
	return handed, true
}

// flush reports whether the answers could be written.
func (c *conn) flush() bool {
	if len(c.out) == 0 {
		return true
	}
	_, err := c.Write(c.out)
	c.out = c.out[:0]
	return err == nil
}

// arm sets when the connection ends if nothing happens.
func (c *conn) arm(timeout time.Duration) {
	c.deadline = time.Now().Add(timeout)
	_ = c.SetDeadline(c.deadline) // a connection that is gone is noticed by its next call
	if c.server.stopping.Load() {
		c.hurry()
	}
}

// hurry lets an idle connection end soon, and one whose client does not take
// its answers; but not in the middle of a request.
func (c *conn) hurry() {
	now := time.Now()
	_ = c.SetReadDeadline(now.Add(stopGrace))
	_ = c.SetWriteDeadline(now.Add(stopWrite))
}

// linger closes for writing and waits until the other end has closed, too.
func (c *conn) linger() {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); !ok || half.CloseWrite() != nil {
		return
	}
	_ = c.SetReadDeadline(time.Now().Add(lingerTime))
	for {
		if _, err := c.Read(c.in[:cap(c.in)]); err != nil {
			return
		}
	}
}

// handedConn gives net/http what was read before, then the rest.
type handedConn struct {
	net.Conn
	read []byte
}

func (c *handedConn) Read(b []byte) (int, error) {
	if len(c.read) == 0 {
		return c.Conn.Read(b)
	}
	n := copy(b, c.read)
	c.read = c.read[n:]
	return n, nil
}

// CloseWrite lets net/http close in two steps, as it does with a TCP connection.
func (c *handedConn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}
