package relayapi_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/relayapi"
)

// dial makes a client of a server that answers as handler does.
func dial(t *testing.T, handler http.HandlerFunc) *relayapi.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return client(t, server.URL)
}

func client(t *testing.T, address string) *relayapi.Client {
	t.Helper()
	c, err := relayapi.Dial(relayapi.Connection{RelayURL: address, WorkspaceID: workspace, Token: "lld_secret"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func reply(status int, contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

// calls makes each request that a client can make.
func calls(c *relayapi.Client) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"GET /v1/workspace": func(ctx context.Context) error { _, err := c.Workspace(ctx); return err },
		"POST /v1/blocks":   func(ctx context.Context) error { _, err := c.Reserve(ctx, 5); return err },
		"POST /v1/log":      func(ctx context.Context) error { _, err := c.Push(ctx, relayapi.Push{Epoch: "e"}); return err },
		"GET /v1/log?after=7&limit=100&wait=0&epoch=": func(ctx context.Context) error { _, err := c.Pull(ctx, 7, 100); return err },
		"GET /v1/clicks?link=4&limit=9":               func(ctx context.Context) error { _, err := c.Clicks(ctx, 4, 9); return err },
		"GET /v1/postbacks?limit=3":                   func(ctx context.Context) error { _, err := c.Postbacks(ctx, 3); return err },
	}
}

func TestClientAsksAsTheContractSays(t *testing.T) {
	var asked string
	c := dial(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r.Method + " " + r.URL.RequestURI()
		if got := r.Header.Get("Authorization"); got != "Bearer lld_secret" {
			t.Errorf("%s: authorization %q", asked, got)
		}
		reply(http.StatusTeapot, "application/json", `{"code":"internal","message":"No."}`)(w, r)
	})
	for want, call := range calls(c) {
		if err := call(t.Context()); err == nil || asked != want {
			t.Errorf("asked %s, want %s: %v", asked, want, err)
		}
	}
}

func TestClientReadsAnswers(t *testing.T) {
	want := relayapi.Page{Epoch: "e", Head: 9, Entries: []relayapi.Entry{{Seq: 8, ID: "i", Kind: "of a newer relay", Schema: 3, Device: "d", Actor: "a",
		Time: at.UTC().Truncate(1e6), Body: json.RawMessage(`{"x":[1]}`)}}}
	body, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := dial(t, reply(200, "application/json; charset=utf-8", string(body))).Pull(t.Context(), 7, 10)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	block, err := dial(t, reply(201, "application/json", `{"first_number":5,"codes":["a","b"]}`)).Reserve(t.Context(), 2)
	if err != nil || block.FirstNumber != 5 || len(block.Codes) != 2 {
		t.Errorf("%+v, %v", block, err)
	}
	clicks, err := dial(t, reply(200, "application/json", `[{"click_id":"c","link_number":4,"unique":true}]`)).Clicks(t.Context(), 4, 1)
	if err != nil || len(clicks) != 1 || clicks[0].LinkNumber != 4 || !clicks[0].Unique {
		t.Errorf("%+v, %v", clicks, err)
	}
}

func TestClientReturnsTheRelaysProblem(t *testing.T) {
	for status, code := range map[int]string{400: relayapi.CodeInvalid, 401: relayapi.CodeUnauthorized, 409: relayapi.CodeClaimRefused, 503: relayapi.CodeUnavailable} {
		c := dial(t, reply(status, "application/json", `{"code":"`+code+`","message":"What.","hint":"Do this.","refused":["k"]}`))
		for name, call := range calls(c) {
			var problem relayapi.Problem
			if err := call(t.Context()); !errors.As(err, &problem) || problem.Code != code || err.Error() != "What. Do this." || len(problem.Refused) != 1 {
				t.Errorf("%s with %d: %v", name, status, err)
			} else if errors.Is(err, relayapi.ErrUnreachable) {
				t.Errorf("%s with %d: the relay did answer", name, status)
			}
		}
	}
	if got := (relayapi.Problem{Message: "What."}).Error(); got != "What." {
		t.Errorf("%q", got)
	}
}

func TestClientIsNotTakenInByAnotherAnswer(t *testing.T) {
	const page = "<html><body>Sign in to the hotel's network</body></html>"
	for name, handler := range map[string]http.HandlerFunc{
		"a page":               reply(200, "text/html", page),
		"a page called JSON":   reply(200, "application/json", page),
		"a page with an error": reply(502, "text/html", page),
		"nothing":              reply(200, "application/json", ""),
		"no content":           func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) },
		"JSON of something":    reply(500, "application/json", `{"error":"oops"}`),
		"another JSON":         reply(200, "application/json", `"hello"`),
		"cut":                  reply(200, "application/json", `{"epoch":"e","head":`),
		"a success of no kind": reply(202, "application/json", `{"epoch":"e"}`),
		"a redirect to a page": func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/login" {
				reply(200, "text/html", page)(w, r)
				return
			}
			http.Redirect(w, r, "/login", http.StatusFound)
		},
		"a hung-up line": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		c := dial(t, handler)
		for call, ask := range calls(c) {
			if err := ask(t.Context()); !errors.Is(err, relayapi.ErrUnreachable) {
				t.Errorf("%s to %s: %v", name, call, err)
			}
		}
	}
}

func TestClientWithoutARelay(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	_, err = client(t, "http://"+address).Workspace(t.Context())
	if !errors.Is(err, relayapi.ErrUnreachable) || !strings.Contains(err.Error(), "refused") || strings.Contains(err.Error(), "/v1/workspace") {
		t.Errorf("%v", err)
	}
}

func TestClientGivesUpWhenToldTo(t *testing.T) {
	// More than the buffers between the two hold: who has sent it knows that
	// the other is reading.
	const much = 32 << 20
	for name, started := range map[string]string{"before the answer": "", "in the middle of it": strings.Repeat(" ", much)} {
		asked := make(chan struct{})
		release := make(chan struct{})
		c := dial(t, func(w http.ResponseWriter, _ *http.Request) {
			if started != "" {
				w.Header().Set("Content-Type", "application/json")
				io.WriteString(w, started)
				w.(http.Flusher).Flush()
			}
			asked <- struct{}{}
			<-release
		})
		ctx, cancel := context.WithCancel(t.Context())
		answered := make(chan error, 1)
		go func() {
			_, err := c.Workspace(ctx)
			answered <- err
		}()
		<-asked
		cancel()
		if err := <-answered; !errors.Is(err, context.Canceled) || errors.Is(err, relayapi.ErrUnreachable) {
			t.Errorf("%s: %v", name, err)
		}
		close(release)
	}
}
