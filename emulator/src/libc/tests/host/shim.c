/* i386 Linux system calls and a start for host builds of our library: just what portable.c needs. */
int errno; char **environ; char __heap[400000]; static int at;
static int sys(int n,int a,int b,int c){int r;__asm__ volatile("int $0x80":"=a"(r):"a"(n),"b"(a),"c"(b),"d"(c):"memory");if(r<0&&r>-4096){errno=-r;return -1;}return r;}
int read(int f,void*b,unsigned n){return sys(3,f,(int)b,n);} int write(int f,const void*b,unsigned n){return sys(4,f,(int)b,n);} int open(const char*p,int f,...){return sys(5,(int)p,f,0644);} int close(int f){return sys(6,f,0,0);}
long lseek(int f,long o,int w){return sys(19,f,o,w);} int ioctl(int f,int r,...){errno=25;return -1;} int dup2(int a,int b){return sys(63,a,b,0);} int __not_terminal(int f){return 25;}
void _exit(int s){sys(1,s,0,0);for(;;);} void*sbrk(int n){void*p=__heap+at;at+=n;return p;} int getpid(void){return 1;} int kill(int a,int b){_exit(99);} 
int sigprocmask(){return 0;} int sigaction(){return 0;} int raise(int s){_exit(98);} void*signal(){return 0;} int fcntl(int a,int b,...){return 0;} int gettimeofday(long*t,void*z){*t=0;return 0;} char*getcwd(char*b,unsigned n){return 0;} int access(){return 0;} int unlink(){return 0;} int mkdir(){return 0;}
int main(int,char**); void exit(int);
void cstart(int*sp){exit(main(*sp,(char**)(sp+1)));}
__asm__(".globl _start\n_start: mov %esp,%eax\n and $-16,%esp\n sub $12,%esp\n push %eax\n call cstart");
