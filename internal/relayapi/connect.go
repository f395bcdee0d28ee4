package relayapi

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Connection is what a desktop needs to reach its workspace on a relay.
type Connection struct {
	RelayURL    string // scheme and host, without a slash at the end
	WorkspaceID string
	DeviceID    string // known to who made the device; not part of the text
	Token       string // the device's bearer token
}

const (
	connectScheme = "linkledger"
	connectHost   = "connect"
	// TokenPrefix starts every device token, so that scanners for leaked
	// secrets can find one.
	TokenPrefix = "lld_"

	maxConnectionText = 2000
)

// ErrConnection says that a text is not a connection line.
var ErrConnection = errors.New("this is not a connection line")

// String is the one line that a person copies from the relay to a desktop:
// linkledger://connect?relay=…&token=…&workspace=…
func (c Connection) String() string {
	q := url.Values{"relay": {c.RelayURL}, "workspace": {c.WorkspaceID}, "token": {c.Token}}
	u := url.URL{Scheme: connectScheme, Host: connectHost, RawQuery: q.Encode()}
	return u.String()
}

// carriesSecrets reports whether a token may travel to the address: by TLS, or
// without leaving this computer.
func carriesSecrets(u *url.URL) bool {
	host := u.Hostname()
	return u.Scheme == "https" || (u.Scheme == "http" && (host == "127.0.0.1" || host == "localhost" || host == "::1"))
}

// ParseConnection reads a connection line; spaces and line ends around it
// don't matter. Anything else is ErrConnection, with what to do. An error
// never repeats the text, which holds a secret.
func ParseConnection(text string) (Connection, error) {
	text = strings.TrimSpace(text)
	if len(text) > maxConnectionText {
		return Connection{}, fmt.Errorf("%w: it is too long", ErrConnection)
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != connectScheme || u.Host != connectHost || (u.Path != "" && u.Path != "/") {
		return Connection{}, fmt.Errorf("%w: copy the whole line that begins with linkledger://connect", ErrConnection)
	}
	q, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return Connection{}, fmt.Errorf("%w: it was changed on the way; copy it again", ErrConnection)
	}
	c := Connection{RelayURL: strings.TrimSuffix(q.Get("relay"), "/"), WorkspaceID: q.Get("workspace"), Token: q.Get("token")}
	switch relay, err := url.Parse(c.RelayURL); {
	case err != nil || relay.Host == "" || !carriesSecrets(relay) ||
		relay.User != nil || relay.RawQuery != "" || relay.Fragment != "":
		return Connection{}, fmt.Errorf("%w: the relay's address is missing or does not begin with https://; copy the line again", ErrConnection)
	case c.WorkspaceID == "":
		return Connection{}, fmt.Errorf("%w: the workspace is missing; copy the line again", ErrConnection)
	case !strings.HasPrefix(c.Token, TokenPrefix) || len(c.Token) <= len(TokenPrefix):
		return Connection{}, fmt.Errorf("%w: the token is missing or cut; copy the line again", ErrConnection)
	}
	return c, nil
}
