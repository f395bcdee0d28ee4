package relayapi_test

import (
	"errors"
	"strings"
	"testing"

	"linkledger/internal/relayapi"
)

func TestConnectionTextRoundTrip(t *testing.T) {
	want := relayapi.Connection{RelayURL: "https://go.brand.example:8443", WorkspaceID: "abcdefghijklmnop", Token: "lld_x+y/z=&"}
	got, err := relayapi.ParseConnection("  " + want.String() + "\n")
	if err != nil || got != want {
		t.Fatalf("got %+v, %v, want %+v", got, err, want)
	}
}

func TestConnectionTextRefusals(t *testing.T) {
	for text, says := range map[string]string{
		"":                       "begins with linkledger://connect",
		"https://go.example":     "begins with linkledger://connect",
		"linkledger://other?x=1": "begins with linkledger://connect",
		"linkledger://connect?workspace=w&token=lld_secret":                                 "address",
		"linkledger://connect?relay=ftp%3A%2F%2Fa&workspace=w&token=lld_secret":             "address",
		"linkledger://connect?relay=https%3A%2F%2Fu%3Ap%40a&workspace=w&token=lld_secret":   "address",
		"linkledger://connect?relay=https%3A%2F%2Fa.example&token=lld_secret":               "workspace",
		"linkledger://connect?relay=https%3A%2F%2Fa.example&workspace=w&token=lld_":         "token",
		"linkledger://connect?relay=https%3A%2F%2Fa.example&workspace=w&token=other_secret": "token",
		"linkledger://connect?relay=%zz&workspace=w&token=lld_secret":                       "copy",
		"linkledger://connect?x=" + strings.Repeat("a", 3000):                               "too long",
	} {
		_, err := relayapi.ParseConnection(text)
		if !errors.Is(err, relayapi.ErrConnection) || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: got %v, want it to say %q", text, err, says)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: the error repeats the token: %v", text, err)
		}
	}
}

func FuzzParseConnection(f *testing.F) {
	f.Add("linkledger://connect?relay=https%3A%2F%2Fa.example&workspace=w&token=lld_x")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := relayapi.ParseConnection(text)
		if err != nil {
			return
		}
		if again, err := relayapi.ParseConnection(c.String()); err != nil || again != c {
			// Escaping may make a long text longer than allowed; nothing else may differ.
			if len(c.String()) <= 2000 {
				t.Fatalf("%+v became %+v, %v", c, again, err)
			}
		}
	})
}

// TestTokensTravelByTLSOnly: or stay on this computer.
func TestTokensTravelByTLSOnly(t *testing.T) {
	for relay, ok := range map[string]bool{
		"https://go.brand.example": true, "http://127.0.0.1:4500": true, "http://localhost:4500": true, "http://[::1]:4500": true,
		"http://go.brand.example": false, "http://10.0.0.7": false, "http://localhost.evil.example": false, "http://127.0.0.1.evil.example": false,
	} {
		c := relayapi.Connection{RelayURL: relay, WorkspaceID: "w", Token: relayapi.TokenPrefix + "abc"}
		if _, err := relayapi.ParseConnection(c.String()); (err == nil) != ok {
			t.Errorf("%s: error %v, want allowed %v", relay, err, ok)
		}
	}
}
