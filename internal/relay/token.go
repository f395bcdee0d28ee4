package relay

import (
	"crypto/sha256"
	"encoding/hex"
)

// HashToken is how device and postback tokens are kept: lower-case hex of
// their SHA-256. They hold 128 random bits or more, so that a slow hash would
// add nothing.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
