package desktop

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"

	"linkledger/internal/affiliate"
	"linkledger/internal/atomicfile"
)

// export asks where to save a file and has it written there, all or nothing.
func (s *session) export(name string, write func(w io.Writer) (rows int, err error)) (ExportedFile, error) {
	path, err := s.app.saveFile(name)
	if err != nil || path == "" {
		return ExportedFile{Cancelled: err == nil}, err
	}
	digest, exported := sha256.New(), ExportedFile{Path: path}
	err = atomicfile.ReplaceWith(path, func(w io.Writer) (err error) {
		exported.Rows, err = write(io.MultiWriter(w, digest))
		return err
	})
	if known := new(affiliate.Error); errors.Is(err, context.Canceled) || errors.As(err, &known) {
		return ExportedFile{}, err
	}
	if err != nil {
		return ExportedFile{}, &affiliate.Error{Code: affiliate.Unavailable, Message: "The file could not be written.", Hint: sentence(err.Error()) + " Export it again to another folder.", Cause: err}
	}
	exported.Hash = hex.EncodeToString(digest.Sum(nil))
	return exported, nil
}

// saveFile asks where to save a file.
func (a *App) saveFile(name string) (string, error) {
	if a.options.SaveFile == nil {
		return "", affiliate.Errorf(affiliate.Unavailable, "Files can't be saved here.")
	}
	return a.options.SaveFile(name)
}
