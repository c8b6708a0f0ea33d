/* true(1), POSIX. */
int main(void)
{
	return 0;
}
