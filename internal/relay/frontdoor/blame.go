package frontdoor

import (
	"bytes"
	"net"
)

// Blaming is a listener whose connections answer 400 where net/http itself
// would answer 501 or 505, to a transfer coding or a version of HTTP that
// nobody speaks: the mistake is the caller's, and a 5xx is for ours.
func Blaming(l net.Listener) net.Listener { return blamingListener{l} }

type blamingListener struct{ net.Listener }

// Accept implements net.Listener.
func (l blamingListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &handedConn{Conn: c}, nil
}

// blames are first lines that net/http writes of its own accord, past any
// handler and with their whole answer in one write, and what they become.
var blames = []struct{ said, says []byte }{
	{[]byte("HTTP/1.1 501 Not Implemented\r\n"), []byte("HTTP/1.1 400 Bad Request\r\n")},
	{[]byte("HTTP/1.1 505 HTTP Version Not Supported: "), []byte("HTTP/1.1 400 Bad Request: ")},
}

// Write implements net.Conn.
func (c *handedConn) Write(b []byte) (int, error) {
	answer := b
	for _, line := range blames {
		if rest, found := bytes.CutPrefix(b, line.said); found {
			answer = append(bytes.Clone(line.says), rest...)
		}
	}
	if _, err := c.Conn.Write(answer); err != nil {
		return 0, err
	}
	return len(b), nil
}
