package secret

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"sync"

	"golang.org/x/crypto/chacha20poly1305"

	"linkledger/internal/atomicfile"
)

const (
	vaultFormat  = "linkledger-secrets"
	vaultVersion = 1

	maxValue = 64 << 10
	maxFile  = 8 << 20

	label      = "linkledger secret\x00" // before the name, so that no other use of the key can be mistaken
	checkLabel = "linkledger vault check"
)

// Vault is a sealed file of named secrets. It is safe for concurrent use.
type Vault struct {
	path string
	aead cipher.AEAD
	salt []byte

	mu sync.Mutex
}

// vaultFile is the file, as JSON. Byte slices are base64; each sealed one
// starts with its nonce.
type vaultFile struct {
	Format  string            `json:"format"`
	Version int               `json:"version"`
	Salt    []byte            `json:"salt"`
	Check   []byte            `json:"check"` // an empty text sealed with the key
	Secrets map[string][]byte `json:"secrets"`
}

var validName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,99}$`)

// Open opens the vault of a profile; the file is made when the first secret is
// set. A file that another key sealed is ErrKey, one that can't be read
// ErrDamaged; neither is touched. Errors of the key source come as they are.
func Open(path string, source KeySource, profileID string) (*Vault, error) {
	file, err := load(path)
	if err != nil {
		return nil, err
	}
	fresh := file == nil
	if fresh {
		file = &vaultFile{Salt: make([]byte, saltSize)}
		_, _ = rand.Read(file.Salt) // never fails
	}
	if s, ok := source.(salted); ok {
		source = s.withSalt(file.Salt)
	}
	key, err := source.Key(profileID)
	if err != nil {
		return nil, err
	}
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, fmt.Errorf("use the profile's key: %w", err)
	}
	v := &Vault{path: path, aead: aead, salt: file.Salt}
	if !fresh {
		if err := v.verify(file); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// Get returns a secret. A name that was never set is ErrNotFound.
func (v *Vault) Get(name string) (string, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	file, err := v.current()
	if err != nil {
		return "", err
	}
	sealed, ok := file.Secrets[name]
	if !ok {
		return "", fmt.Errorf("%w: %q", ErrNotFound, name)
	}
	value, err := v.open(label+name, sealed)
	if err != nil {
		return "", fmt.Errorf("%w: %s in %s was altered; restore it from a backup, or enter that secret again", ErrDamaged, name, v.path)
	}
	return string(value), nil
}

// Set keeps a secret under a name of lower-case letters, digits, dots, hyphens
// and underscores, in place of an earlier one.
func (v *Vault) Set(name, value string) error {
	switch {
	case !validName.MatchString(name):
		return fmt.Errorf("%q can't name a secret: use lower-case letters, digits, dots, hyphens and underscores", name)
	case len(value) > maxValue:
		return fmt.Errorf("the secret %s has %d bytes: at most %d can be kept", name, len(value), maxValue)
	}
	return v.change(func(file *vaultFile) bool {
		file.Secrets[name] = v.seal(label+name, []byte(value))
		return true
	})
}

// Delete forgets a secret; one that isn't there is no error.
func (v *Vault) Delete(name string) error {
	return v.change(func(file *vaultFile) bool {
		_, found := file.Secrets[name]
		delete(file.Secrets, name)
		return found
	})
}

func (v *Vault) change(apply func(*vaultFile) (changed bool)) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	file, err := v.current()
	if err != nil {
		return err
	}
	if !apply(file) {
		return nil
	}
	content, err := json.MarshalIndent(file, "", "  ")
	if err != nil {
		return fmt.Errorf("write the secrets: %w", err)
	}
	if err := atomicfile.Replace(v.path, append(content, '\n')); err != nil {
		return fmt.Errorf("write the secrets: %w", err)
	}
	return nil
}

// current reads the file as it is now, so that what somebody else wrote, or
// broke, is noticed and not overwritten.
func (v *Vault) current() (*vaultFile, error) {
	file, err := load(v.path)
	if err != nil {
		return nil, err
	}
	if file == nil {
		return &vaultFile{
			Format: vaultFormat, Version: vaultVersion, Salt: v.salt,
			Check: v.seal(checkLabel, nil), Secrets: map[string][]byte{},
		}, nil
	}
	return file, v.verify(file)
}

func (v *Vault) verify(file *vaultFile) error {
	if _, err := v.open(checkLabel, file.Check); err != nil {
		return fmt.Errorf("%w: give the passphrase, or use the computer account, with which %s was made; nothing was changed", ErrKey, v.path)
	}
	return nil
}

func (v *Vault) seal(label string, plain []byte) []byte {
	nonce := make([]byte, chacha20poly1305.NonceSizeX, chacha20poly1305.NonceSizeX+len(plain)+chacha20poly1305.Overhead)
	_, _ = rand.Read(nonce) // never fails
	return v.aead.Seal(nonce, nonce, plain, []byte(label))
}

func (v *Vault) open(label string, sealed []byte) ([]byte, error) {
	if len(sealed) < chacha20poly1305.NonceSizeX {
		return nil, errors.New("too short")
	}
	nonce, box := sealed[:chacha20poly1305.NonceSizeX], sealed[chacha20poly1305.NonceSizeX:]
	return v.aead.Open(nil, nonce, box, []byte(label))
}

// load reads the file; nil when there is none.
func load(path string) (*vaultFile, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read the secrets: %w", err)
	case info.Size() > maxFile:
		return nil, damaged(path, "it is too large")
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the secrets: %w", err)
	}
	return parse(path, content)
}

func parse(path string, content []byte) (*vaultFile, error) {
	var file vaultFile
	switch err := json.Unmarshal(content, &file); {
	case err != nil:
		return nil, damaged(path, err.Error())
	case file.Format != vaultFormat:
		return nil, damaged(path, "it is no file of secrets")
	case file.Version > vaultVersion:
		return nil, fmt.Errorf("%s was written by a newer Linkledger (format %d, this program knows %d): update the program, nothing was changed",
			path, file.Version, vaultVersion)
	case file.Version != vaultVersion || len(file.Salt) != saltSize || len(file.Check) == 0 || file.Secrets == nil:
		return nil, damaged(path, "parts of it are missing")
	}
	return &file, nil
}

func damaged(path, why string) error {
	return fmt.Errorf("%w: %s (%s); restore it from a backup, it was left alone", ErrDamaged, path, why)
}
