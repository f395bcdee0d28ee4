package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestServesAndStops starts the program on a free port, follows a link that it
// announces, and stops it.
func TestServesAndStops(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	out, printed := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, []string{"--listen", "127.0.0.1:0", "--state", filepath.Join(t.TempDir(), "s.json"), "--token", "x", "--year", "50"}, printed, io.Discard)
		printed.Close()
		ended <- err
	}()
	var announced []string
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		announced = append(announced, lines.Text())
		if strings.Contains(lines.Text(), "Ctrl-C") {
			break
		}
	}
	link := regexp.MustCompile(`http://\S+/click-\d+-\d+\?sid=YOURSID`).FindString(strings.Join(announced, "\n"))
	if link == "" {
		t.Fatalf("announced no click link: %q", announced)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Get(link)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != 200 || !strings.HasPrefix(response.Request.URL.Path, "/shop/products/") {
		t.Errorf("the link ended at %s with %s", response.Request.URL, response.Status)
	}
	base := link[:strings.Index(link, "/click-")]
	question, err := http.NewRequest(http.MethodPost, base+"/query", strings.NewReader(`{ publisherCommissions(forPublishers: "7000001", commissionIds: "1000000001") { records { shopperId } } }`))
	if err != nil {
		t.Fatal(err)
	}
	question.Header.Set("Authorization", "Bearer x")
	if response, err = client.Do(question); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil || !strings.Contains(string(answer), `"shopperId":"generated0`) {
		t.Errorf("the generated year answered %s (%v)", answer, err)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("run = %v", err)
	}
}

func TestRunRefuses(t *testing.T) {
	for want, args := range map[string][]string{
		"unknown flag --port": {"--port", "1"},
		"listen on":           {"--listen", "nowhere.invalid:99999"},
		"Config.Token":        {"--token", ""},
		"1 to 5,000,000":      {"--year=-1"},
	} {
		err := run(context.Background(), args, io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("run(%q) = %v, want %q", args, err, want)
		}
	}
}

func TestHelp(t *testing.T) {
	var out strings.Builder
	if err := run(context.Background(), []string{"--help"}, &out, io.Discard); err != nil || !strings.Contains(out.String(), "--listen") {
		t.Errorf("help = %v %q", err, out.String())
	}
}
