package desktop

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"linkledger/internal/cj"
	"linkledger/internal/ingest"
	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

// TestWhatOtherDevicesDoIsHereAtOnce: a question stays open at the relay, so an
// edit elsewhere is seen without anybody asking; closing ends the question.
func TestWhatOtherDevicesDoIsHereAtOnce(t *testing.T) {
	a, _, lines := workspace(t)
	lines[1].Key = printed(t, a)
	b, err := Open(context.Background(), Options{Dir: t.TempDir(), Passphrase: "correct horse battery"}) // syncs by itself
	must(t, err)
	closed := false
	t.Cleanup(func() {
		if !closed {
			must(t, b.Close())
		}
	})
	got(b.Workspace.CreateProfile("Hearth & Wool"))(t)
	got(b.Workspace.Connect(lines[1]))(t)
	for _, name := range []string{"Maya", "Jonas"} {
		before := len(got(b.Members.List())(t))
		got(a.Members.Save(MemberForm{Name: name}))(t)
		must(t, a.Sync(context.Background()))
		pushed := time.Now()
		await(t, func() bool { return len(got(b.Members.List())(t)) > before })
		if took := time.Since(pushed); took > 5*time.Second { // a second where nothing else runs
			t.Errorf("it took %s", took)
		}
	}
	start := time.Now()
	must(t, b.Close())
	if closed = true; time.Since(start) > 10*time.Second {
		t.Errorf("closing took %s", time.Since(start))
	}
}

// TestAProxyThatHoldsNoQuestionOpen: it fails each question and lets the rest
// through; the relay is left alone between two.
func TestAProxyThatHoldsNoQuestionOpen(t *testing.T) {
	ctx := context.Background()
	world := got(openApp(t, t.TempDir()).World())(t)
	line := got(world.AddWorkspace(ctx, relay.NewWorkspace{TimeZone: "Europe/Berlin", LinkBase: world.RelayURL()}, "First"))(t)[0]
	through := httputil.NewSingleHostReverseProxy(got(url.Parse(line.RelayURL))(t))
	var questions atomic.Int64
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if wait := r.URL.Query().Get("wait"); wait != "" && wait != "0" {
			questions.Add(1)
			http.Error(w, "bad gateway", http.StatusBadGateway)
			return
		}
		through.ServeHTTP(w, r)
	}))
	defer proxy.Close()
	a := connectLive(t)
	line.RelayURL = proxy.URL
	got(a.Workspace.Connect(ConnectForm{Connection: line.String()}))(t)
	s := got(a.session())(t)
	looping, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	start := time.Now()
	go func() { defer close(done); s.loop(looping) }()
	await(t, func() bool { return questions.Load() >= 2 })
	if took := time.Since(start); took < firstPause {
		t.Errorf("the second question came after %s", took)
	}
	stop()
	<-done
}

func TestPausesGrow(t *testing.T) {
	pause := time.Duration(0)
	for _, want := range []time.Duration{time.Second, 2 * time.Second, 4 * time.Second} {
		if pause = longer(pause); pause != want {
			t.Errorf("%s, want %s", pause, want)
		}
	}
	if longer(longestPause) != longestPause {
		t.Error("it grows for ever")
	}
}

// TestNudgeForCJIsKept: a nudge that waits already must not swallow it.
func TestNudgeForCJIsKept(t *testing.T) {
	s := got(openApp(t, t.TempDir()).session())(t)
	s.nudge(false)
	s.nudge(true)
	if !s.cjWanted.Load() {
		t.Error("CJ is not asked")
	}
}

func TestEachSourceHasItsTrouble(t *testing.T) {
	waits := relayapi.Problem{Code: relayapi.CodeRecovering}
	for name, test := range map[string]struct {
		err                error
		relay, refused, cj bool
		unsettled          bool
	}{
		"well":                   {},
		"a payment waits":        {err: &ingest.Outcome{Waits: waits}},
		"and the relay is away":  {err: &ingest.Outcome{Waits: waits, Relay: relayapi.ErrUnreachable}, relay: true, unsettled: true},
		"and CJ refuses":         {err: &ingest.Outcome{Waits: waits, CJ: cj.ErrCredential}, cj: true},
		"CJ, then the relay":     {err: &ingest.Outcome{CJ: cj.ErrTryLater, Relay: relayapi.ErrUnreachable}, relay: true, cj: true, unsettled: true},
		"a claim came too late":  {err: &ingest.Outcome{Refused: &ingest.Refused{}}, refused: true},
		"another refusal":        {err: &ingest.Outcome{Refused: relayapi.Problem{Code: relayapi.CodeInvalid}}, relay: true},
		"no client":              {err: cj.ErrCredential, cj: true},
		"of neither":             {err: errors.New("disk"), relay: true, unsettled: true},
		"while CJ's were stored": {err: &ingest.Outcome{CJ: errors.New("disk")}, relay: true, unsettled: true},
	} {
		got := trouble{}.hear(test.err, true)
		if (got.relay != nil) != test.relay || (got.refused != nil) != test.refused || (got.cj != nil) != test.cj || unsettled(test.err) != test.unsettled {
			t.Errorf("%s: %+v, unsettled %v", name, got, unsettled(test.err))
		}
	}
	if got := (trouble{cj: cj.ErrCredential}).hear(&ingest.Outcome{Waits: waits}, false); got.cj == nil {
		t.Error("a sync that did not ask CJ has cleared its trouble")
	}
}

// TestCJIsAskedSoonerWhenItWasOutOfOrder: after a minute, two, four …, and no
// later than usual; a refused token waits for a person.
func TestCJIsAskedSoonerWhenItWasOutOfOrder(t *testing.T) {
	pause := time.Duration(0)
	for _, want := range []time.Duration{1, 2, 4, 8, 15, 15} {
		if pause = waitForCJ(&ingest.Outcome{CJ: cj.ErrTryLater}, pause); pause != want*time.Minute {
			t.Errorf("%s, want %d minutes", pause, want)
		}
	}
	for _, err := range []error{nil, cj.ErrCredential, cj.ErrUnexpected, &ingest.Outcome{Relay: relayapi.ErrUnreachable}} {
		if got := waitForCJ(err, pause); got != 0 {
			t.Errorf("%v: %s", err, got)
		}
	}
}
