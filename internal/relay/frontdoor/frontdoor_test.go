package frontdoor_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"linkledger/internal/relay/frontdoor"
)

func TestMain(m *testing.M) {
	// net/http stays half a second with a connection that it has answered 400.
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("net/http.(*conn).serve"))
}

// echo sends every code but "gone" to a place that says what it has seen.
type echo struct{ asked atomic.Int64 }

func (e *echo) Direct(b []byte, r *frontdoor.Request) ([]byte, bool) {
	if r.Code == "gone" {
		return b, false
	}
	if r.Code == "panic" {
		panic("asked for")
	}
	e.asked.Add(1)
	q := url.Values{"host": {r.Host}, "query": {r.Query}, "remote": {r.Remote}, "agent": {r.Get("User-Agent")}, "from": {r.Get("X-Forwarded-For")}, "moz": {r.Get("X-Moz")}}
	if r.Head {
		q.Set("head", "1")
	}
	return append(b, "https://to.example/"+r.Code+"?"+q.Encode()...), true
}

func (e *echo) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{code}", func(w http.ResponseWriter, req *http.Request) {
		location, ok := e.Direct(nil, frontdoor.FromHTTP(req, req.PathValue("code")))
		if !ok {
			http.Error(w, "gone", http.StatusNotFound)
			return
		}
		frontdoor.WriteRedirect(w, string(location))
	})
	mux.HandleFunc("POST /{code}", func(w http.ResponseWriter, req *http.Request) { _, _ = io.Copy(w, req.Body) })
	return mux
}

func newHTTP(h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, MaxHeaderBytes: 16 << 10, ErrorLog: log.New(io.Discard, "", 0)}
}

type server interface {
	Serve(net.Listener) error
	Close() error
}

func listen(t testing.TB, s server) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(l) }()
	t.Cleanup(func() {
		_ = s.Close()
		if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
			t.Errorf("Serve: %v", err)
		}
	})
	return l.Addr().String()
}

// both are the two ways to the same Director.
func both(t testing.TB) (front, plain string) {
	e := &echo{}
	return listen(t, &frontdoor.Server{HTTP: newHTTP(e.handler()), Director: e}), listen(t, blaming{newHTTP(e.handler())})
}

// blaming is net/http without a front door.
type blaming struct{ *http.Server }

func (s blaming) Serve(l net.Listener) error { return s.Server.Serve(frontdoor.Blaming(l)) }

// TestMistakesOfCallersAreTold400: a 5xx would say that the relay is broken.
func TestMistakesOfCallersAreTold400(t *testing.T) {
	front, plain := both(t)
	for _, bytes := range []string{
		"POST /abc HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
		"GET /abc HTTP/2.0\r\nHost: a\r\n\r\n",
		simple + "GET /abc HTTP/9.9\r\nHost: a\r\n\r\n",
		"POST /abc HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nxPOST /abc HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: x\r\n\r\n",
	} {
		for name, address := range map[string]string{"front door": front, "net/http": plain} {
			if answer := talk(t, address, bytes); !strings.Contains(answer, "HTTP/1.1 400 Bad Request") || strings.Contains(answer, "HTTP/1.1 5") {
				t.Errorf("%s, %q: %q", name, bytes, answer)
			}
		}
	}
}

// talk sends bytes, closes for writing, and returns all that comes back.
func talk(t testing.TB, address, bytes string) string {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(10 * time.Second))
	// The other end may close before it has read all of it.
	_, _ = io.WriteString(c, bytes)
	_ = c.(*net.TCPConn).CloseWrite()
	answer, err := io.ReadAll(c)
	var late net.Error
	if errors.As(err, &late) && late.Timeout() {
		t.Fatalf("%.200q: no end of the answer %.200q", bytes, answer)
	}
	return date.ReplaceAllLiteralString(string(answer), "Date: now")
}

var date = regexp.MustCompile(`Date: [^\r]*GMT`)

const simple = "GET /abc?x=1 HTTP/1.1\r\nHost: go.example\r\nUser-Agent: b\r\n\r\n"

// conversations are what clients say; both ways must answer alike.
var conversations = map[string]string{
	"get":                  simple,
	"head":                 "HEAD /abc HTTP/1.1\r\nHost: go.example\r\n\r\n",
	"no agent":             "GET /abc HTTP/1.1\r\nHost: go.example\r\n\r\n",
	"close":                "GET /abc HTTP/1.1\r\nHost: go.example\r\nConnection: close\r\n\r\n" + simple,
	"Close":                "GET /abc HTTP/1.1\r\nhost: go.example\r\nCONNECTION: Close\r\n\r\n",
	"keep-alive":           "GET /abc HTTP/1.1\r\nHost: go.example\r\nConnection: keep-alive\r\n\r\n" + simple,
	"two connections":      "GET /abc HTTP/1.1\r\nHost: go.example\r\nConnection: close\r\nConnection: keep-alive\r\n\r\n" + simple,
	"upgrade":              "GET /abc HTTP/1.1\r\nHost: go.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n" + simple,
	"h2c":                  "GET /abc HTTP/1.1\r\nHost: go.example\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n",
	"http/2":               "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
	"pipelined":            strings.Repeat(simple, 50),
	"then another page":    simple + "GET /robots.txt HTTP/1.1\r\nHost: go.example\r\n\r\n" + simple,
	"then a post":          simple + "POST /abc HTTP/1.1\r\nHost: go.example\r\nContent-Length: 5\r\n\r\nhello" + simple,
	"gone":                 "GET /gone HTTP/1.1\r\nHost: go.example\r\n\r\n" + simple,
	"length 0":             "GET /abc HTTP/1.1\r\nHost: go.example\r\nContent-Length: 0\r\n\r\n" + simple,
	"a body":               "GET /abc HTTP/1.1\r\nHost: go.example\r\nContent-Length: 5\r\n\r\nhello" + simple,
	"smuggled":             "GET /abc HTTP/1.1\r\nHost: go.example\r\nContent-Length: 61\r\n\r\n" + simple + simple,
	"chunked":              "GET /abc HTTP/1.1\r\nHost: go.example\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n" + simple,
	"both":                 "GET /abc HTTP/1.1\r\nHost: go.example\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
	"expect":               "GET /abc HTTP/1.1\r\nHost: go.example\r\nExpect: 100-continue\r\n\r\n",
	"expect else":          "GET /abc HTTP/1.1\r\nHost: go.example\r\nExpect: more\r\n\r\n",
	"no host":              "GET /abc HTTP/1.1\r\n\r\n",
	"empty host":           "GET /abc HTTP/1.1\r\nHost:\r\n\r\n",
	"two hosts":            "GET /abc HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
	"bad host":             "GET /abc HTTP/1.1\r\nHost: a b\r\n\r\n",
	"odd host":             "GET /abc HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
	"absolute":             "GET http://go.example/abc HTTP/1.1\r\nHost: go.example\r\n\r\n",
	"http/1.0":             "GET /abc HTTP/1.0\r\n\r\n",
	"http/1.0 keep-alive":  "GET /abc HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /abc HTTP/1.0\r\n\r\n",
	"http/0.9":             "GET /abc\r\n",
	"http/1.2":             "GET /abc HTTP/1.2\r\nHost: a\r\n\r\n",
	"http/2.0":             "GET /abc HTTP/2.0\r\nHost: a\r\n\r\n",
	"lower-case version":   "GET /abc http/1.1\r\nHost: a\r\n\r\n",
	"escaped":              "GET /a%62c HTTP/1.1\r\nHost: a\r\n\r\n",
	"escaped slash":        "GET /a%2Fc HTTP/1.1\r\nHost: a\r\n\r\n",
	"broken escape":        "GET /a%zz HTTP/1.1\r\nHost: a\r\n\r\n",
	"fragment":             "GET /abc?x#y HTTP/1.1\r\nHost: a\r\n\r\n",
	"odd query":            "GET /abc?%zz;&&=?/\"<> HTTP/1.1\r\nHost: a\r\n\r\n",
	"empty query":          "GET /abc? HTTP/1.1\r\nHost: a\r\n\r\n",
	"8-bit query":          "GET /abc?\xff HTTP/1.1\r\nHost: a\r\n\r\n",
	"double slash":         "GET //abc HTTP/1.1\r\nHost: a\r\n\r\n",
	"dots":                 "GET /../abc HTTP/1.1\r\nHost: a\r\n\r\n",
	"no path":              "GET  HTTP/1.1\r\nHost: a\r\n\r\n",
	"star":                 "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
	"root":                 "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
	"two spaces":           "GET  /abc HTTP/1.1\r\nHost: a\r\n\r\n",
	"space in the target":  "GET /abc x HTTP/1.1\r\nHost: a\r\n\r\n",
	"tab":                  "GET\t/abc HTTP/1.1\r\nHost: a\r\n\r\n",
	"lower-case method":    "get /abc HTTP/1.1\r\nHost: a\r\n\r\n",
	"folded":               "GET /abc HTTP/1.1\r\nHost: a\r\nUser-Agent: b\r\n c\r\n\r\n",
	"folded first":         "GET /abc HTTP/1.1\r\n Host: a\r\n\r\n",
	"bare line feeds":      "GET /abc HTTP/1.1\nHost: a\nUser-Agent: b\n\n",
	"one bare line feed":   "GET /abc HTTP/1.1\r\nHost: a\nUser-Agent: b\r\n\r\n",
	"bare return":          "GET /abc HTTP/1.1\r\nHost: a\r\nX: b\rc\r\n\r\n",
	"return at the end":    "GET /abc HTTP/1.1\r\r\nHost: a\r\n\r\n",
	"nul":                  "GET /abc HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n",
	"8-bit value":          "GET /abc HTTP/1.1\r\nHost: a\r\nUser-Agent: \xff\xc3\xa9\r\n\r\n",
	"space before colon":   "GET /abc HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n",
	"no colon":             "GET /abc HTTP/1.1\r\nHost: a\r\nX\r\n\r\n",
	"no name":              "GET /abc HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n",
	"spaces around values": "GET /abc HTTP/1.1\r\nHost: \t a \t\r\nUser-Agent:b \r\n\r\n",
	"several values":       "GET /abc HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1\r\nx-forwarded-for: 2, 3\r\nX-Moz:\r\nX-Moz: prefetch\r\n\r\n",
	"line first":           "\r\n" + simple,
	"much":                 "GET /abc HTTP/1.1\r\nHost: a\r\nX: " + strings.Repeat("x", 12<<10) + "\r\n\r\n" + simple,
	"too much":             "GET /abc HTTP/1.1\r\nHost: a\r\nX: " + strings.Repeat("x", 40<<10) + "\r\n\r\n",
	"long query":           "GET /abc?" + strings.Repeat("x", 15<<10) + " HTTP/1.1\r\nHost: a\r\n\r\n",
	"long code":            "GET /" + strings.Repeat("x", 64) + " HTTP/1.1\r\nHost: a\r\n\r\nGET /" + strings.Repeat("x", 65) + " HTTP/1.1\r\nHost: a\r\n\r\n",
	"nothing":              "",
	"cut off":              simple + "GET /abc HTTP/1.1\r\nHos",
	"tls":                  "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
	"panic":                "GET /panic HTTP/1.1\r\nHost: a\r\n\r\n",
}

func TestBothWaysAnswerAlike(t *testing.T) {
	front, plain := both(t)
	for name, bytes := range conversations {
		t.Run(name, func(t *testing.T) {
			got, want := talk(t, front, bytes), talk(t, plain, bytes)
			if got != want {
				t.Fatalf("the front door says\n%q, net/http\n%q", got, want)
			}
		})
	}
	if answer := talk(t, front, simple); !strings.HasPrefix(answer, "HTTP/1.1 302 Found\r\nCache-Control: no-store\r\n") || !strings.Contains(answer, "\r\nLocation: https://to.example/abc?agent=b&") {
		t.Fatalf("the answer is %q", answer)
	}
}

// TestBytesMayComeOneByOne: where the network cuts a request changes nothing.
func TestBytesMayComeOneByOne(t *testing.T) {
	front, plain := both(t)
	text := simple + "POST /abc HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello" + simple
	c, err := net.Dial("tcp", front)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(10 * time.Second))
	for i := range len(text) {
		if _, err := io.WriteString(c, text[i:i+1]); err != nil {
			t.Fatal(err)
		}
	}
	_ = c.(*net.TCPConn).CloseWrite()
	got, err := io.ReadAll(c)
	if err != nil || date.ReplaceAllLiteralString(string(got), "Date: now") != talk(t, plain, text) {
		t.Fatalf("got %q, %v", got, err)
	}
}

// FuzzFrontDoor sends the same bytes both ways.
func FuzzFrontDoor(f *testing.F) {
	for _, text := range conversations {
		f.Add(text)
	}
	front, plain := both(f)
	f.Fuzz(func(t *testing.T, bytes string) {
		got, want := talk(t, front, bytes), talk(t, plain, bytes)
		if rest, more := strings.CutPrefix(got, want); more && strings.HasPrefix(rest, "HTTP/1.1 400 ") {
			got = want // net/http says nothing to less than four bytes after a request
		}
		if got != want {
			t.Fatalf("%q: the front door says\n%q, net/http\n%q", bytes, got, want)
		}
	})
}

// TestShutdownUnderLoad: while clients ask as fast as they can, every request
// is answered whole or its connection was never taken.
func TestShutdownUnderLoad(t *testing.T) {
	for round := range 5 {
		e := &echo{}
		behind := newHTTP(e.handler())
		s := &frontdoor.Server{HTTP: behind, Director: e}
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		served := make(chan error, 1)
		go func() { served <- s.Serve(l) }()
		var answered, lost atomic.Int64
		var clients sync.WaitGroup
		enough := make(chan struct{})
		for range 8 {
			clients.Go(func() { ask(l.Addr().String(), &answered, &lost, enough) })
		}
		<-enough
		ctx := t.Context()
		if err := s.Shutdown(ctx); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		clients.Wait()
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			t.Fatalf("Serve: %v", err)
		}
		if lost.Load() > 0 || e.asked.Load() != answered.Load() {
			t.Fatalf("round %d: %d asked, %d answered, %d lost", round, e.asked.Load(), answered.Load(), lost.Load())
		}
	}
}

// ask asks on one connection until the server says that it closes it.
func ask(address string, answered, lost *atomic.Int64, enough chan<- struct{}) {
	c, err := net.Dial("tcp", address)
	if err != nil {
		return // refused
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(10 * time.Second))
	answers := bufio.NewReader(c)
	for {
		if _, err := io.WriteString(c, simple); err != nil {
			lost.Add(1)
			return
		}
		response, err := http.ReadResponse(answers, nil)
		if err != nil {
			lost.Add(1)
			return
		}
		_ = response.Body.Close()
		if answered.Add(1) == 500 {
			close(enough)
		}
		if response.Close {
			return
		}
	}
}

// TestShutdownEndsIdleConnections, of both halves, without a request of theirs.
func TestShutdownEndsIdleConnections(t *testing.T) {
	e := &echo{}
	s := &frontdoor.Server{HTTP: newHTTP(e.handler()), Director: e}
	address := listen(t, s)
	for _, text := range []string{"", simple, "GET /gone HTTP/1.1\r\nHost: a\r\n\r\n"} {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if text == "" {
			continue
		}
		if _, err := io.WriteString(c, text); err != nil {
			t.Fatal(err)
		}
		if _, err := http.ReadResponse(bufio.NewReader(c), nil); err != nil {
			t.Fatal(err)
		}
	}
	begun := time.Now()
	if err := s.Shutdown(t.Context()); err != nil || time.Since(begun) > 5*time.Second {
		t.Fatalf("%v after %v", err, time.Since(begun))
	}
	if _, err := net.Dial("tcp", address); err == nil {
		t.Fatal("the listener is still open")
	}
}

// TestShutdownWaitsForNoClientThatNeverReads its answers, and asks for more.
func TestShutdownWaitsForNoClientThatNeverReads(t *testing.T) {
	e := &echo{}
	s := &frontdoor.Server{HTTP: newHTTP(e.handler()), Director: e}
	c, err := net.Dial("tcp", listen(t, s))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	// 64 bytes each, so that no read ends within a request, whose time is short.
	one := "GET /abc HTTP/1.1\r\nHost: "
	one += strings.Repeat("a", 64-4-len(one)) + "\r\n\r\n"
	asked := []byte(strings.Repeat(one, 1024))
	for err == nil { // until nothing goes through either way
		_ = c.SetWriteDeadline(time.Now().Add(300 * time.Millisecond))
		_, err = c.Write(asked)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 8*time.Second)
	defer cancel()
	if err := s.Shutdown(ctx); err != nil {
		t.Fatal(err)
	}
}
