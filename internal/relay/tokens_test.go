package relay_test

import (
	"strings"
	"testing"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

// TestTokensOverlapWhileTheyAreRotated walks a rotation as a person does it:
// both tokens while the network changes its URL, then the new one alone.
func TestTokensOverlapWhileTheyAreRotated(t *testing.T) {
	f := start(t)
	const next = "next-token-0123456789abcdef0123456789"
	first, second := relay.HashToken(token), relay.HashToken(next)
	call := func(secret string) (int, string) {
		t.Helper()
		status, text := f.call("/postback/" + secret + "?transaction_id=" + f.click() + "&amount=5")
		return status, text
	}
	steps := []struct {
		name        string
		hashes      []string
		first, next int
	}{
		{"the first alone", nil, 200, 401},
		{"both", []string{first, second}, 200, 200},
		{"the next alone", []string{second}, 401, 200},
		{"taken back", []string{second, first}, 200, 200},
		{"none", []string{}, 200, 200}, // an empty list is left out: it says nothing
		{"the next alone again", []string{second}, 401, 200},
	}
	for _, step := range steps {
		f.change(f.api, func(o *relayapi.PublicOffer) { o.PostbackTokenHashes = step.hashes })
		for _, when := range []string{"at once", "after a restart"} {
			for secret, want := range map[string]int{token: step.first, next: step.next} {
				if status, text := call(secret); status != want {
					t.Errorf("%s, %s: %s…: %d %s, want %d", step.name, when, secret[:5], status, text, want)
				}
			}
			if when == "at once" {
				f.restart()
			}
		}
	}
	status, text := call(token)
	if status != 401 || !strings.Contains(text, "old token") {
		t.Errorf("%d %s", status, text)
	}
	if kept := f.calls()[0]; kept.Accepted || kept.Reply != text || strings.Contains(kept.Path, token) {
		t.Errorf("kept as %+v", kept)
	}
	if status, text := call("a-token-that-never-was"); status != 401 || strings.Contains(text, "old token") {
		t.Errorf("an unknown token: %d %s", status, text)
	}
}
