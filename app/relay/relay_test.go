package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

const (
	postbackToken = "postback-token-0123456789abcdef"
	phone         = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1"
)

// program is the built binary and its data folder.
type program struct {
	*testing.T
	binary, data string
}

func build(t *testing.T) *program {
	t.Helper()
	p := &program{T: t, binary: filepath.Join(t.TempDir(), "linkledger-relay"), data: filepath.Join(t.TempDir(), "data")}
	if out, err := exec.Command("go", "build", "-o", p.binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return p
}

// run runs a command that ends and returns its output.
func (p *program) run(args ...string) string {
	p.Helper()
	var stderr bytes.Buffer
	cmd := exec.CommandContext(p.Context(), p.binary, args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		p.Fatalf("%v: %v: %s", args, err, stderr.String())
	}
	return strings.TrimSpace(string(out))
}

// serving is a running relay process.
type serving struct {
	*program
	cmd    *exec.Cmd
	url    string // public
	admin  string
	said   string // before it listened
	exited chan error
}

// paired is a workspace with a device in it; --public-url is --link-base by
// its other name.
func (p *program) paired(linkBase string) (workspace string, device relayapi.Connection) {
	p.Helper()
	workspace = p.run("workspace", "create", "--data", p.data, "--time-zone", "Europe/Berlin", "--public-url", linkBase)
	device, err := relayapi.ParseConnection(p.run("device", "add", "--data", p.data, "--workspace", workspace, "--name", "Test"))
	if err != nil {
		p.Fatal(err)
	}
	return workspace, device
}

func (p *program) serve(flags ...string) *serving {
	p.Helper()
	flags = append([]string{"serve", "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--data", p.data}, flags...)
	s := &serving{program: p, cmd: exec.Command(p.binary, flags...), exited: make(chan error, 1)}
	stderr, err := s.cmd.StderrPipe()
	if err == nil {
		err = s.cmd.Start()
	}
	if err != nil {
		p.Fatal(err)
	}
	p.Cleanup(func() { _ = s.cmd.Process.Kill() })
	lines := bufio.NewScanner(stderr)
	for (s.url == "" || s.admin == "") && lines.Scan() {
		s.said += lines.Text() + "\n"
		var line struct{ Msg, For, Address string }
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "listening" {
			if line.For == "admin" {
				s.admin = "http://" + line.Address
			} else {
				s.url = "http://" + line.Address
			}
		}
	}
	if s.url == "" || s.admin == "" {
		p.Fatalf("the relay did not start: %s", lines.Text())
	}
	go func() {
		_, _ = io.Copy(io.Discard, stderr)
		s.exited <- s.cmd.Wait()
	}()
	return s
}

func (s *serving) end(signal os.Signal) error {
	s.Helper()
	if err := s.cmd.Process.Signal(signal); err != nil {
		s.Fatal(err)
	}
	return <-s.exited
}

func (s *serving) get(path string) (status int, location, body string) {
	s.Helper()
	req, err := http.NewRequestWithContext(s.Context(), "GET", s.url+path, nil)
	if err != nil {
		s.Fatal(err)
	}
	req.Header.Set("User-Agent", phone)
	response, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		s.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		s.Fatal(err)
	}
	return response.StatusCode, response.Header.Get("Location"), string(text)
}

func (s *serving) client(token string) *relayapi.ClientWithResponses {
	s.Helper()
	c, err := relayapi.NewClientWithResponses(s.url, relayapi.WithRequestEditorFn(func(_ context.Context, req *http.Request) error {
		req.Header.Set("Authorization", "Bearer "+token)
		return nil
	}))
	if err != nil {
		s.Fatal(err)
	}
	return c
}

func (s *serving) log(token string) (all []relayapi.Entry) {
	s.Helper()
	for {
		page, err := s.client(token).PullLogWithResponse(s.Context(), &relayapi.PullLogParams{After: int64(len(all))})
		if err != nil || page.JSON200 == nil {
			s.Fatalf("log: %v", err)
		}
		if len(page.JSON200.Entries) == 0 {
			return all
		}
		for _, e := range page.JSON200.Entries {
			if all = append(all, e); e.Seq != int64(len(all)) {
				s.Fatalf("the log has a hole before %d", e.Seq)
			}
		}
	}
}

// tally counts the log's conversions by click, and its clicks.
func (s *serving) tally(token string) (sales map[string]int, clicks int64) {
	s.Helper()
	sales = map[string]int{}
	for _, e := range s.log(token) {
		switch e.Kind {
		case relayapi.KindConversion:
			var c relayapi.ConversionBody
			if err := json.Unmarshal(e.Body, &c); err != nil {
				s.Fatal(err)
			}
			sales[c.ClickID]++
		case relayapi.KindClicks:
			var c relayapi.ClicksBody
			if err := json.Unmarshal(e.Body, &c); err != nil {
				s.Fatal(err)
			}
			for _, l := range c.Links {
				clicks += l.Gross
			}
		}
	}
	return sales, clicks
}

// publish puts one link and one offer, and returns the link's path.
func (s *serving) publish(token string) string {
	s.Helper()
	api := s.client(token)
	me, err := api.GetWorkspaceWithResponse(s.Context())
	if err != nil || me.JSON200 == nil {
		s.Fatalf("workspace: %v", err)
	}
	block, err := api.ReserveBlockWithResponse(s.Context(), relayapi.BlockRequest{Size: 1})
	if err != nil || block.JSON201 == nil {
		s.Fatalf("block: %v", err)
	}
	push, err := api.PushLogWithResponse(s.Context(), relayapi.Push{
		Epoch: me.JSON200.Epoch, Entries: []relayapi.NewEntry{},
		Links: []relayapi.PublicLink{{
			Number: block.JSON201.FirstNumber, Code: block.JSON201.Codes[0], OfferID: "offeraaaaaaaaaaa", MemberID: "memberaaaaaaaaaa",
			Status: relayapi.PublicLinkStatusActive,
		}},
		Offers: []relayapi.PublicOffer{{
			ID: "offeraaaaaaaaaaa", Status: relayapi.PublicOfferStatusActive, Destination: "https://www.cj.example/click-1-2?sid={click_id}",
			Preset: "cj", Currency: "USD", PostbackTokenHashes: []string{relay.HashToken(postbackToken)},
		}},
	})
	if err != nil || push.JSON200 == nil {
		s.Fatalf("push: %v", err)
	}
	return "/" + block.JSON201.Codes[0]
}

// TestKilledRightAfterTheAnswer kills the real program the moment a postback
// is answered, and looks for what it promised in the next run.
func TestKilledRightAfterTheAnswer(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and kills the program")
	}
	const rounds, clicksEach = 5, 20
	p := build(t)
	workspace, connection := p.paired("https://go.test.example")
	s := p.serve()
	path := s.publish(connection.Token)
	want, clicked := map[string]int{}, int64(0)
	for round := range rounds {
		var id string
		click := func() {
			status, location, _ := s.get(path)
			target, err := url.Parse(location)
			if err != nil || status != 302 {
				t.Fatalf("click: %d to %q", status, location)
			}
			id = target.Query().Get("sid")
		}
		click()
		status, _, reply := s.get(fmt.Sprintf("/postback/%s?transaction_id=%s&amount=%d", postbackToken, id, round+1))
		sold := id
		if round%2 == 1 { // these clicks are in the click file only
			for range clicksEach {
				click()
				clicked++
			}
		}
		clicked++
		killed := s.end(syscall.SIGKILL)
		if status != 200 || reply != "success=true;" || killed == nil {
			t.Fatalf("postback: %d %q; end: %v", status, reply, killed)
		}
		want[sold] = 1
		s = p.serve()
		// The network sends it again, as it does after a broken connection.
		if status, _, reply := s.get(fmt.Sprintf("/postback/%s?transaction_id=%s&amount=%d", postbackToken, sold, round+1)); status != 200 {
			t.Fatalf("again: %d %q", status, reply)
		}
	}
	if err := s.end(syscall.SIGTERM); err != nil { // stores the rest of the clicks
		t.Fatalf("graceful end: %v", err)
	}
	s = p.serve()
	got, clicks := s.tally(connection.Token)
	if fmt.Sprint(got) != fmt.Sprint(want) || clicks != clicked {
		t.Fatalf("conversions %v and %d clicks, want %v and %d", got, clicks, want, clicked)
	}
	t.Run("commands work beside it", func(t *testing.T) {
		second, err := relayapi.ParseConnection(p.run("device", "add", "--data", p.data, "--workspace", workspace, "--name", "Second"))
		if err != nil {
			t.Fatal(err)
		}
		s.log(second.Token)
		list := p.run("device", "list", "--data", p.data, "--workspace", workspace)
		id, _, _ := strings.Cut(strings.Split(list, "\n")[1], "\t")
		p.run("device", "revoke", "--data", p.data, "--workspace", workspace, "--device", id)
		if r, err := s.client(second.Token).GetWorkspaceWithResponse(t.Context()); err != nil || r.StatusCode() != 401 {
			t.Fatalf("a revoked device: %v %d", err, r.StatusCode())
		}
		if out, err := exec.Command(p.binary, "serve", "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--data", p.data).CombinedOutput(); err == nil || !strings.Contains(string(out), "another relay is running") {
			t.Fatalf("a second relay on the same data: %v %s", err, out)
		}
	})
	for _, check := range []string{"/healthz", "/readyz"} {
		response, err := http.Get(s.admin + check)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != 200 {
			t.Errorf("%s: %d", check, response.StatusCode)
		}
	}
	if status, _, _ := s.get("/healthz"); status != 404 {
		t.Errorf("health is public: %d", status)
	}
}

func TestCommandsSayWhatIsWrong(t *testing.T) {
	data, empty := t.TempDir(), t.TempDir()
	notADatabase := t.TempDir()
	if err := os.WriteFile(filepath.Join(notADatabase, "relay.db"), []byte(strings.Repeat("my notes ", 50)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context(), []string{"workspace", "list", "--data", data}, io.Discard, io.Discard); err != nil { // makes an empty database
		t.Fatal(err)
	}
	for says, args := range map[string][]string{
		"--help":               {"nonsense"},
		"time zone":            {"workspace", "create", "--data", data, "--time-zone", "Mars", "--link-base", "https://a.example"},
		"link base":            {"workspace", "create", "--data", data, "--time-zone", "UTC", "--link-base", "ftp://a.example"},
		"no workspace":         {"device", "add", "--data", data, "--workspace", "none", "--name", "x"},
		"bring the copy":       {"restored", "--data", empty},
		"the right copy":       {"restored", "--data", data},
		"no device":            {"device", "revoke", "--data", data, "--workspace", "none", "--device", "x"},
		"not a database":       {"serve", "--data", notADatabase},
		"choose another":       {"serve", "--data", data, "--listen", "256.0.0.1:0"},
		"missing flags: --dat": {"serve"},
	} {
		var out bytes.Buffer
		err := run(t.Context(), args, &out, &out)
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: got %v, want it to say %q", args, err, says)
		}
	}
}

// TestTheRelayIsSmall keeps the desktop out of the hosted binary.
func TestTheRelayIsSmall(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		t.Fatalf("%v: %s", err, exit.Stderr)
	} else if err != nil {
		t.Fatal(err)
	}
	for _, pkg := range strings.Fields(string(out)) {
		for _, banned := range []string{"wailsapp/", "linkledger/internal/store", "linkledger/internal/payout", "linkledger/internal/ingest", "linkledger/app/"} {
			if strings.Contains(pkg, banned) && pkg != "linkledger/app/relay" {
				t.Errorf("the relay imports %s", pkg)
			}
		}
	}
}
