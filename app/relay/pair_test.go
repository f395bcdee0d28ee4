package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

// TestOneCommandThereOneCodeHere pairs a desktop with a bare server.
func TestOneCommandThereOneCodeHere(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the program")
	}
	p := build(t)
	s := p.serve("--link-base", "https://go.brand.example", "--time-zone", "Europe/Berlin")
	text := regexp.MustCompile(`go\.brand\.example/[0-9]+-[A-Z]{4}-[A-Z]{4}`).FindString(s.said)
	code, err := relayapi.ParsePairingCode(text)
	if err != nil {
		t.Fatalf("%v: it prints %s", err, s.said)
	}
	const token = "lld_a-token-that-the-desktop-drew"
	keys, public := code.Keys(), "age1"+strings.Repeat("q", 58)
	response, err := s.client("").JoinPairingWithResponse(t.Context(), code.Slot, relayapi.PairingJoin{
		Verifier: keys.Verifier, Name: "Anna's laptop", PublicKey: public, Proof: keys.RequestProof(public, "Anna's laptop"), TokenHash: relay.HashToken(token),
	})
	if err != nil || response.StatusCode() != http.StatusAccepted {
		t.Fatalf("join: %v %s", err, response.Body)
	}
	result, err := s.client(token).GetPairingResultWithResponse(t.Context(), code.Slot)
	if err != nil || result.JSON200 == nil || result.JSON200.State != relayapi.PairingResultStateApproved {
		t.Fatalf("result: %v %s", err, result.Body)
	}
	s.publish(token) // a device like any other
	if _, stderr, err := command(t, "pair", "--data", p.data); err != nil || !strings.Contains(stderr, "recovery key") {
		t.Fatalf("a further code: %v %s", err, stderr)
	}
	if err := s.end(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if again := p.serve(); strings.Contains(again.said, "paired") {
		t.Errorf("it has a desktop, and says %s", again.said)
	}
}

func TestPairSaysWhatIsMissing(t *testing.T) {
	data := t.TempDir()
	create := func(host string) string {
		id, _, err := command(t, "workspace", "create", "--data", data, "--time-zone", "UTC", "--link-base", "https://"+host)
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(id)
	}
	fails := func(says string, args ...string) {
		t.Helper()
		if _, _, err := command(t, append(args, "--data", data)...); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: %v, want it to say %q", args, err, says)
		}
	}
	fails("no workspace", "pair")
	fails("needs both", "serve", "--link-base", "https://go.a.example", "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0")
	fails("not a time zone", "serve", "--link-base", "https://go.a.example", "--time-zone", "Mars", "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0")
	first := create("go.a.example")
	code, stderr, err := command(t, "pair", "--data", data)
	if parsed, parseErr := relayapi.ParsePairingCode(code); err != nil || parseErr != nil || parsed.RelayURL != "https://go.a.example" || strings.Contains(stderr, "recovery key") {
		t.Fatalf("%q, %q, %v, %v", code, stderr, err, parseErr)
	}
	fails("--public-url", "pair", "--public-url", "http://go.a.example")
	create("go.b.example")
	fails("--workspace", "pair")
	fails("no workspace", "pair", "--workspace", "none")
	if _, _, err := command(t, "pair", "--data", data, "--workspace", first, "--public-url", "http://127.0.0.1:8080"); err != nil {
		t.Error(err)
	}
}

// command runs a command in this process.
func command(t *testing.T, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	var out, messages bytes.Buffer
	err = run(context.WithoutCancel(t.Context()), args, &out, &messages)
	return out.String(), messages.String(), err
}
