package main

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// mountSmall mounts a file system of the given size in memory. Who may not do
// that may do it in a user namespace of their own.
func mountSmall(dir string, size int64) (unmount func(), err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	err = syscall.Mount("campaign", dir, "tmpfs", 0, fmt.Sprintf("size=%d,mode=700", size))
	if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES) {
		return nil, fmt.Errorf("%w: %w: run it as root, or where user namespaces are allowed", errNoSmallDisk, err)
	}
	if err != nil {
		return nil, err
	}
	return func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) }, nil
}
